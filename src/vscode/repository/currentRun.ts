import type { RunHandle } from '../../app/project.ts';
import { DisposableStore, toDisposable } from '../../core/base/disposable.ts';
import { UserError } from '../../core/base/userError.ts';
import type { JournalEvent } from '../../core/engine/events.ts';
import { isUnderWay } from '../../shared/runState.ts';
import type { RunStatus } from '../../shared/status.ts';
import { statusChange, type StatusChange } from './statusChange.ts';

const lookIntervalMs = 200;

export interface CurrentRunListener {
  /** At most 5 times a second. */
  onChange(change: StatusChange): void;
  /** Every event from the moment that the run is taken; past ones by `handle.onEvent`. */
  onRunEvent(event: JournalEvent): void;
  /** What is played here did not end as it should. */
  onFault(error: unknown): void;
}

/** The run that a window plays or follows: one at a time, the next one replaces it. */
export class CurrentRun {
  readonly #listener: CurrentRunListener;
  #listening = new DisposableStore();
  #handle: RunHandle | null = null;
  #status: RunStatus | null = null;
  #ending: Promise<void> = Promise.resolve();

  constructor(listener: CurrentRunListener) {
    this.#listener = listener;
  }

  get handle(): RunHandle | null {
    return this.#handle;
  }

  get status(): RunStatus | null {
    return this.#status;
  }

  /** The run that is played here and goes on; null when there is none. It must not be replaced. */
  get played(): RunHandle | null {
    const handle = this.#handle;
    if (handle?.owned !== true) return null;
    const status = statusOf(handle);
    return status !== null && isUnderWay(status.state) ? handle : null;
  }

  /** `lastSeq`: number of the latest event that is past. */
  take(handle: RunHandle, lastSeq: number): void {
    const before = this.#letGo();
    // One that was played here is over by now, and lets go by itself.
    if (before !== null && !before.owned) void before.dispose();
    this.#handle = handle;
    let timer: NodeJS.Timeout | null = null;
    let lookedAt = 0;
    const look = (): void => {
      timer = null;
      lookedAt = Date.now();
      this.#look(handle);
    };
    const lookSoon = (): void => {
      // At once after a quiet time: what happens should be seen without a wait.
      timer ??= setTimeout(look, Math.max(0, lookedAt + lookIntervalMs - Date.now()));
    };
    this.#listening.add(toDisposable(handle.onChange(lookSoon)));
    this.#listening.add(
      toDisposable(() => {
        if (timer !== null) clearTimeout(timer);
      }),
    );
    const hear = (event: JournalEvent): void => {
      if (event.seq > lastSeq) this.#listener.onRunEvent(event);
    };
    this.#listening.add(toDisposable(handle.onEvent(hear)));
    this.#look(handle);
    if (handle.owned)
      this.#ending = this.#end(handle).catch((error: unknown) => this.#listener.onFault(error));
  }

  /** Waits until a run that was played here, and is over, has written its report and let go of the repository. */
  async whenLetGo(): Promise<void> {
    if (this.played === null) await this.#ending;
  }

  /** Stops listening, and lets go of the run; agents go on. */
  async detach(): Promise<void> {
    await this.#letGo()?.detach();
  }

  #letGo(): RunHandle | null {
    this.#listening.dispose();
    this.#listening = new DisposableStore();
    const before = this.#handle;
    this.#handle = null;
    return before;
  }

  /** Somebody has to ask for the end of a run that is played here: then it writes its report and lets go. */
  async #end(handle: RunHandle): Promise<void> {
    await handle.whenOver();
    if (this.#handle === handle) this.#look(handle);
  }

  #look(handle: RunHandle): void {
    const before = this.#status;
    this.#status = statusOf(handle) ?? (before?.run === handle.run ? before : null);
    const change = statusChange(before, this.#status);
    const isSame = change.tasks !== 'all' && change.tasks.size === 0 && !change.run && !change.workers;
    if (!isSame) this.#listener.onChange(change);
  }
}

/** Null while the run has written none yet. */
function statusOf(handle: RunHandle): RunStatus | null {
  try {
    return handle.status();
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
