import { existsSync } from 'node:fs';
import type * as vscode from 'vscode';
import { checkPlan } from '../../core/graph/checkPlan.ts';
import type { RunStatus } from '../../shared/status.ts';
import type { CheckedPlan, PlanFiles } from './planFiles.ts';

/** Stands in for plans of the latest run whose files were deleted or renamed: the run alone knows what was in them. */
export class GonePlans {
  readonly #plans: PlanFiles;
  readonly #kept = new Map<string, CheckedPlan>();

  constructor(plans: PlanFiles) {
    this.#plans = plans;
  }

  /** Where the files were; none when all of the run has landed. */
  uris(status: RunStatus | null): readonly vscode.Uri[] {
    if (status === null || status.state === 'done') return [];
    return status.plans
      .map(({ path }) => this.#plans.uriOf(path))
      .filter(({ fsPath }) => !existsSync(fsPath));
  }

  /** A plan without a text, or problems; null when the run has none there, or it is there. */
  check(uri: vscode.Uri, status: RunStatus | null): CheckedPlan | null {
    const key = uri.toString();
    const path = this.#plans.pathOf(uri);
    if (path === null || !this.uris(status).some((gone) => gone.toString() === key)) return null;
    const kept = this.#kept.get(key);
    if (kept?.path === path) return kept;
    const { plan, graph } = checkPlan('', { path });
    const checked = { uri, path, plan: { ...plan, diagnostics: [] }, graph };
    this.#kept.set(key, checked);
    return checked;
  }
}
