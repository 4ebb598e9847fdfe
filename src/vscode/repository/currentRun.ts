import * as vscode from 'vscode';
import type { RunHandle } from '../../app/project.ts';
import { DisposableStore, toDisposable, type Disposable } from '../../core/base/disposable.ts';
import { UserError } from '../../core/base/userError.ts';
import type { JournalEvent } from '../../core/engine/events.ts';
import type { RunStatus } from '../../shared/status.ts';
import { statusChange, type StatusChange } from './statusChange.ts';

const lookIntervalMs = 200;

/** The run that a window plays or follows: one at a time, the next one replaces it. */
export class CurrentRun implements Disposable {
  readonly #changed = new vscode.EventEmitter<StatusChange>();
  readonly #events = new vscode.EventEmitter<JournalEvent>();
  #listening = new DisposableStore();
  #handle: RunHandle | null = null;
  #status: RunStatus | null = null;
  #ending: Promise<void> = Promise.resolve();
  /** At most 5 times a second. */
  readonly onDidChange = this.#changed.event;
  /** Every event from the moment that the run is taken; past ones by `handle.onEvent`. */
  readonly onRunEvent = this.#events.event;

  get handle(): RunHandle | null {
    return this.#handle;
  }

  get status(): RunStatus | null {
    return this.#status;
  }

  take(handle: RunHandle): void {
    const before = this.#letGo();
    // One that was played here is over by now.
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
    const takenAt = Date.now();
    const hear = (event: JournalEvent): void => {
      if (event.at >= takenAt) this.#events.fire(event);
    };
    this.#listening.add(toDisposable(handle.onEvent(hear)));
    this.#look(handle);
    if (handle.owned) this.#ending = this.#end(handle);
  }

  /** Waits until a run that was played here, and is over, has written its report and let go of the repository. */
  async whenLetGo(): Promise<void> {
    const { state } = this.#status ?? { state: null };
    if (state !== 'running' && state !== 'paused' && state !== 'draining') await this.#ending;
  }

  /** Stops listening, and lets go of the run; agents go on. */
  async detach(): Promise<void> {
    await this.#letGo()?.detach();
  }

  dispose(): void {
    void this.detach();
    this.#changed.dispose();
    this.#events.dispose();
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
    if (!isSame) this.#changed.fire(change);
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
