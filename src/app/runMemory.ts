import { appendHistory } from '../adapters/store/runFolders.ts';
import { UserError } from '../core/base/userError.ts';
import type { JournalEvent } from '../core/engine/events.ts';
import { isWork } from '../core/engine/nodes.ts';
import type { RunState } from '../core/engine/state.ts';
import { historyLine } from '../core/projections/history.ts';
import { dropDoneMark, keepDoneMark } from './doneMarks.ts';

/** What of a run outlives it: a line of history an attempt, and what a person says of tasks for later runs as well. */
export class RunMemory {
  readonly #stateFolder: string;
  readonly #state: RunState;
  readonly #onFault: (what: string, why: string) => void;
  #historyLost = false;

  /** `onFault`: the disk is full; what learning reads is less than the run itself. */
  constructor(stateFolder: string, state: RunState, onFault: (what: string, why: string) => void) {
    this.#stateFolder = stateFolder;
    this.#state = state;
    this.#onFault = onFault;
  }

  keep(event: JournalEvent): void {
    switch (event.type) {
      case 'attemptEnded':
      case 'taskLanded':
        this.#keepHistory(event.task);
        return;
      case 'taskMarkedDone':
      case 'taskRetried':
        this.#keepWord(event.type, event.task);
        return;
      default:
        return;
    }
  }

  #keepHistory(ref: string): void {
    const node = this.#state.nodes.get(ref);
    const line = node === undefined ? null : historyLine(this.#state, node);
    if (line === null || this.#historyLost) return;
    const isKept = this.#write('left the history unwritten', () => appendHistory(this.#stateFolder, [line]));
    this.#historyLost = !isKept;
  }

  #keepWord(type: 'taskMarkedDone' | 'taskRetried', ref: string): void {
    const node = this.#state.nodes.get(ref);
    const plan = this.#state.plans.get(node?.plan ?? '');
    if (node === undefined || plan === undefined || !isWork(node)) return;
    const mark = { plan: node.plan, task: node.spec.identity, head: plan.head };
    this.#write('left a mark unwritten for later runs', () => {
      if (type === 'taskMarkedDone') keepDoneMark(this.#stateFolder, mark);
      else dropDoneMark(this.#stateFolder, mark);
    });
  }

  #write(what: string, write: () => void): boolean {
    try {
      write();
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#onFault(what, error.message);
      return false;
    }
  }
}
