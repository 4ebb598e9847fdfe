import type { GateOutcome, GatePort, RunGate } from '../../../src/core/engine/ports.ts';
import type { MemoryHistory } from './memoryHistory.ts';
import type { MemoryWorktrees } from './memoryWorktrees.ts';
import type { VirtualClock } from './virtualClock.ts';

export interface GateRun {
  readonly command: string;
  readonly tree: string;
  readonly marks: ReadonlySet<string>;
}

/** Gates on a virtual clock that look at the marks of the tree in their folder. */
export class MemoryGates implements GatePort {
  /** In the order in which they started. */
  readonly runs: GateRun[] = [];
  durationMs = 1_000;
  atOnce = 0;
  mostAtOnce = 0;
  passes: (run: GateRun) => boolean = () => true;
  readonly #clock: VirtualClock;
  readonly #worktrees: MemoryWorktrees;
  readonly #history: MemoryHistory;

  constructor(clock: VirtualClock, worktrees: MemoryWorktrees, history: MemoryHistory) {
    this.#clock = clock;
    this.#worktrees = worktrees;
    this.#history = history;
  }

  async environmentHash(): Promise<string> {
    return 'environment';
  }

  async run(request: RunGate): Promise<GateOutcome> {
    const slot = this.#worktrees.slots.get(request.folder.slice('/slots/'.length));
    const head = slot?.head ?? '';
    const tree = await this.#history.treeOf(head);
    const run = { command: request.command, tree, marks: this.#history.marksOf(tree) };
    this.runs.push(run);
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    const aborted = await this.#wait(request.signal);
    this.atOnce -= 1;
    const { durationMs } = this;
    if (aborted) return { passed: false, reason: 'aborted', exitCode: null, durationMs, output: '' };
    const passed = this.passes(run);
    const reason = passed ? 'passed' : 'exit';
    return { passed, reason, exitCode: passed ? 0 : 1, durationMs, output: `${request.command} said so` };
  }

  #wait(signal: AbortSignal | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve(true);
      const timer = this.#clock.at(this.#clock.now() + this.durationMs, () => {
        resolve(false);
      });
      signal?.addEventListener('abort', () => {
        timer.dispose();
        resolve(true);
      });
    });
  }
}
