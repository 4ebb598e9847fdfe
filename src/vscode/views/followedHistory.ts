import type { RunHandle } from '../../app/project.ts';
import { toDisposable, type Disposable } from '../../core/base/disposable.ts';
import { RunHistory } from '../../core/projections/runHistory.ts';
import type { Activity } from '../../shared/activity.ts';

/** The history of the run that a repository follows at the time. */
export class FollowedHistory implements Disposable {
  readonly #clock: (at: number) => string;
  #handle: RunHandle | null = null;
  #history: RunHistory;
  #following: Disposable | null = null;

  /** `clock` shows a time (epoch ms) inside of a text. */
  constructor(clock: (at: number) => string) {
    this.#clock = clock;
    this.#history = new RunHistory(clock);
  }

  /** A handle tells its run from the first event on. */
  follow(handle: RunHandle | null): void {
    if (handle === this.#handle || handle === null) return;
    this.#following?.dispose();
    const history = new RunHistory(this.#clock);
    this.#handle = handle;
    this.#history = history;
    this.#following = toDisposable(handle.onEvent((event) => history.take(event)));
  }

  /** Newest first. */
  latest(): readonly Activity[] {
    return this.#history.latest();
  }

  dispose(): void {
    this.#following?.dispose();
  }
}
