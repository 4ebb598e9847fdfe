import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import type { RunEvent } from './events.ts';
import { maxSlots, newSlot } from './slots.ts';
import type { WorkerPort, WorktreePort } from './ports.ts';
import type { RunState } from './state.ts';

/** So long nothing has happened: agents work, and the machine is free for what comes next. */
const quietMs = 150;
/** Idle runners cost memory; more than these never start at the same moment in practice. */
const maxIdleRunners = 4;

interface Dependencies {
  readonly state: RunState;
  readonly clock: Clock;
  readonly worktrees: WorktreePort;
  readonly workers: WorkerPort;
  readonly record: (event: RunEvent) => void;
}

/** Makes slots and runners ready ahead of time, while agents work, so that a start costs no checkout and no interpreter. */
export class WarmUp implements Disposable {
  readonly #deps: Dependencies;
  #timer: Disposable | null = null;
  #warming = false;
  /** The first starts get their runners while their slots are being made. */
  #begun = false;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** To be called after every event: puts the next warm-up off until it is quiet. */
  postpone(): void {
    this.#timer?.dispose();
    this.#timer = null;
    const { state, clock } = this.#deps;
    if (!this.#begun) this.#warmRunners(state.active.size);
    this.#begun ||= state.active.size > 0;
    if (state.phase !== 'running' || this.#warming || this.#wanted() === 0) return;
    this.#timer = clock.at(clock.now() + quietMs, () => {
      void this.#warm();
    });
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  /** How many could start when limits allow it. */
  #wanted(): number {
    const { state } = this.#deps;
    const left = (state.counts.get('ready') ?? 0) + (state.counts.get('pending') ?? 0);
    return Math.min(left, state.settings.limits.run);
  }

  #warmRunners(count: number): void {
    this.#deps.workers.warm(Math.min(count, maxIdleRunners));
  }

  async #warm(): Promise<void> {
    const { state, worktrees, record } = this.#deps;
    this.#warmRunners(this.#wanted());
    const ready = Math.min(state.ready.size, state.settings.limits.run);
    const head = [...state.plans.values()][0]?.head;
    if (state.freeSlots.length >= ready || state.slots.size >= maxSlots(state) || head === undefined) return;
    const slot = newSlot(state);
    this.#warming = true;
    try {
      await worktrees.warm(slot, head);
    } catch (error) {
      // A hint: whoever needs the slot hears of it soon enough. Not tried again.
      const why = error instanceof Error ? error.message : String(error);
      record({ type: 'decisionMade', task: null, what: 'makes no worktrees ready ahead of time', why });
      return;
    }
    this.#warming = false;
    if (state.phase === 'running') record({ type: 'slotAdded', slot });
  }
}
