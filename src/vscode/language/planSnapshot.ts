import type * as vscode from 'vscode';
import { toPlanView } from '../../core/projections/planView.ts';
import type { Range } from '../../core/plan/plan.ts';
import type { PlanView } from '../../shared/planView.ts';
import type { RunStatus } from '../../shared/status.ts';
import type { CheckedPlan } from '../repository/planFiles.ts';
import type { PlanHome } from './planHome.ts';
import { toEditorRange, toPlace } from './ranges.ts';
import { joinChanges, shiftRange, unshiftPlace, type Place, type TextChange } from './textShift.ts';

/**
 * A plan as it was last read, for a document that may have changed since: places of the plan are led to where they
 * are now, and back.
 */
export class PlanSnapshot {
  readonly repository: PlanHome;
  readonly checked: CheckedPlan;
  readonly #changes: TextChange[] = [];
  #recorded = 0;

  constructor(repository: PlanHome, checked: CheckedPlan) {
    this.repository = repository;
    this.checked = checked;
  }

  /** Changes since it was read. */
  get changes(): number {
    return this.#recorded;
  }

  record(change: TextChange): void {
    this.#recorded++;
    const last = this.#changes.at(-1);
    const joined = last === undefined ? null : joinChanges(last, change);
    if (joined === null) this.#changes.push(change);
    else this.#changes[this.#changes.length - 1] = joined;
  }

  /** Of the run that tells how the plan stands; null: none has it. */
  get status(): RunStatus | null {
    return this.repository.statusOf(this.checked.path);
  }

  /** The states of the tasks as they are now. */
  view(): PlanView {
    const { plan, graph } = this.checked;
    return toPlanView(plan, graph, this.status);
  }

  /** Null: what stood there has been changed. */
  toEditor(range: Range): vscode.Range | null {
    if (this.#changes.length === 0) return toEditorRange(range);
    const shifted = shiftRange(range, this.#changes);
    return shifted === null ? null : toEditorRange(shifted);
  }

  /** Null: the place is in a text that came since. */
  toPlan(position: vscode.Position): Place | null {
    return unshiftPlace(toPlace(position), this.#changes);
  }
}
