import type { AttemptEvent } from '../../../src/shared/attemptEvent.ts';
import type {
  AttemptMessage,
  AttemptOutcome,
  AttemptResult,
  AttemptSpec,
} from '../../../src/shared/attempt.ts';
import { toDisposable, type Disposable } from '../../../src/core/base/disposable.ts';
import { noUsage } from '../../../src/core/engine/attemptEnded.ts';
import type { StartWorker, WorkerListener, WorkerPort } from '../../../src/core/engine/ports.ts';
import type { MemoryWorktrees } from './memoryWorktrees.ts';
import type { VirtualClock } from './virtualClock.ts';

interface Worker {
  readonly spec: AttemptSpec;
  readonly events: AttemptEvent[];
  result: AttemptResult | null;
  listener: WorkerListener | null;
}

/** How an attempt goes. `mark`: what it leaves in its slot; null: nothing. */
export interface Performance {
  readonly durationMs: number;
  readonly outcome: AttemptOutcome;
  readonly mark: string | null;
  readonly result: Partial<AttemptResult>;
}

/** Agents on a virtual clock. They go on when the engine that started them dies. */
export class MemoryWorkers implements WorkerPort {
  /** Attempts in the order in which an agent was started for them. */
  readonly starts: StartWorker[] = [];
  readonly sent: { readonly attempt: string; readonly message: AttemptMessage }[] = [];
  perform: (spec: AttemptSpec) => Partial<Performance> = () => ({});
  readonly #workers = new Map<string, Worker>();
  readonly #clock: VirtualClock;
  readonly #worktrees: MemoryWorktrees;

  constructor(clock: VirtualClock, worktrees: MemoryWorktrees) {
    this.#clock = clock;
    this.#worktrees = worktrees;
  }

  folderOf(run: string, task: string, attempt: number): string {
    return `${run}/${task}/${String(attempt)}`;
  }

  async start(request: StartWorker): Promise<void> {
    this.starts.push(request);
    const { spec, folder } = request;
    const worker: Worker = { spec, events: [], result: null, listener: null };
    this.#workers.set(folder, worker);
    const { durationMs = 60_000, ...rest } = this.perform(spec);
    this.#clock.at(this.#clock.now() + durationMs, () => {
      this.#finish(worker, rest);
    });
  }

  stageOf(folder: string): 'absent' | 'unclaimed' | 'claimed' | 'over' {
    const worker = this.#workers.get(folder);
    if (worker === undefined) return 'absent';
    return worker.result === null ? 'claimed' : 'over';
  }

  follow(folder: string, listener: WorkerListener): Disposable {
    const worker = this.#workers.get(folder);
    if (worker === undefined) throw new Error(`nothing to follow in ${folder}`);
    worker.listener = listener;
    queueMicrotask(() => {
      if (worker.listener !== listener) return;
      if (worker.events.length > 0) listener.onEvents(worker.events);
      if (worker.result !== null) listener.onResult(worker.result);
    });
    return toDisposable(() => {
      if (worker.listener === listener) worker.listener = null;
    });
  }

  async send(folder: string, message: AttemptMessage): Promise<void> {
    const worker = this.#workers.get(folder);
    if (worker === undefined) return;
    this.sent.push({ attempt: worker.spec.attempt, message });
    if (message.type === 'stop') this.#finish(worker, { outcome: 'interrupted' });
  }

  async end(): Promise<void> {
    await Promise.resolve();
  }

  warm(): void {
    // Idle runners make no difference here.
  }

  /** An event of a live agent. */
  emit(attempt: string, event: AttemptEvent): void {
    const worker = [...this.#workers.values()].find(({ spec }) => spec.attempt === attempt);
    worker?.events.push(event);
    worker?.listener?.onEvents([event]);
  }

  #finish(worker: Worker, performance: Partial<Performance>): void {
    if (worker.result !== null) return;
    const { spec } = worker;
    const slot = this.#worktrees.slots.get(spec.worktree.slice('/slots/'.length));
    const { outcome = 'finished', mark = spec.attempt } = performance;
    if (slot !== undefined) slot.left = mark;
    worker.result = {
      schema: 1,
      attempt: spec.attempt,
      outcome,
      reason: outcome === 'finished' ? null : outcome,
      exitCode: outcome === 'finished' ? 0 : 1,
      signal: null,
      session: spec.resumeSession ?? spec.newSession,
      model: null,
      usage: noUsage,
      denied: [],
      summary: '',
      resetAt: null,
      startedAt: 0,
      endedAt: this.#clock.now(),
      ...performance.result,
    };
    worker.listener?.onResult(worker.result);
  }
}
