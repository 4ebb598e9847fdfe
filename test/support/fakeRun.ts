import type { RunHandle, RunSummary } from '../../src/app/project.ts';
import type { JournalEvent } from '../../src/core/engine/events.ts';
import type { RunCommandBody } from '../../src/shared/command.ts';
import type { RunStatus } from '../../src/shared/status.ts';
import { statusOf } from './statusOf.ts';

/** A run as a face sees it, without anything behind it: a test says what happens, and reads what was asked for. */
export class FakeRun implements RunHandle {
  readonly run: string;
  readonly owned: boolean;
  /** What was called, in order. */
  readonly calls: string[] = [];
  readonly commands: RunCommandBody[] = [];
  /** Answers every command; a sentence refuses. */
  refusal: string | null = null;
  #status: RunStatus;
  readonly #events: JournalEvent[] = [];
  readonly #listeners = new Set<(event: JournalEvent) => void>();
  readonly #changes = new Set<() => void>();
  #settle: (summary: RunSummary) => void = () => undefined;
  readonly #over = new Promise<RunSummary>((resolve) => (this.#settle = resolve));

  constructor(
    run: string,
    { owned = false, status = {} }: { owned?: boolean; status?: Partial<RunStatus> } = {},
  ) {
    this.run = run;
    this.owned = owned;
    this.#status = statusOf([], { run, ...status });
  }

  get isListenedTo(): boolean {
    return this.#listeners.size > 0 || this.#changes.size > 0;
  }

  say(status: Partial<RunStatus>): void {
    this.#status = { ...this.#status, ...status };
    for (const listener of this.#changes) listener();
  }

  happen(seq: number): void {
    const event: JournalEvent = { seq, at: 0, generation: 1, type: 'runPaused' };
    this.#events.push(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** Ended, but not let go of. */
  end(): void {
    this.say({ state: 'done' });
  }

  letGo(): void {
    this.#settle({ status: this.#status, exitCode: 0, reportFile: null, into: null });
  }

  status(): RunStatus {
    return this.#status;
  }

  onEvent(listener: (event: JournalEvent) => void): () => void {
    for (const event of this.#events) listener(event);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onChange(listener: () => void): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }

  command(body: RunCommandBody): ReturnType<RunHandle['command']> {
    this.commands.push(body);
    return Promise.resolve(this.refusal === null ? { ok: true } : { ok: false, reason: this.refusal });
  }

  whenOver(): Promise<RunSummary> {
    this.calls.push('whenOver');
    return this.#over;
  }

  dispose(): Promise<void> {
    this.calls.push('dispose');
    return Promise.resolve();
  }

  detach(): Promise<void> {
    this.calls.push('detach');
    return Promise.resolve();
  }
}
