import type { RunHandle, RunOptions } from '../../app/project.ts';
import { UserError } from '../../core/base/userError.ts';
import type { CurrentRun } from './currentRun.ts';

/** How a window starts a run; the place is that of the repository. */
export type StartOptions = Omit<RunOptions, 'cwd' | 'attended'>;

/** Where the runs of a repository come from; every call may throw UserError. */
export interface RunSource {
  start(options: StartOptions): Promise<RunHandle>;
  /** Has a run that is played here take plans in; false: it ended in the meantime. */
  join(played: RunHandle, options: StartOptions): Promise<boolean>;
  resume(run: string, asItWas: boolean): Promise<RunHandle>;
  /** The latest run for null. */
  follow(run: string | null): Promise<RunHandle>;
  /** The process that plays a run now; null when none does. */
  playerOf(run: string): 'self' | 'other' | null;
  lastSeqOf(run: string): number;
}

/**
 * Starts, resumes and follows, one after the other: what is played here is never replaced while it goes on, as nobody
 * else would let go of it.
 */
export class RunPlayer {
  readonly #current: CurrentRun;
  readonly #source: RunSource;
  #queue: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(current: CurrentRun, source: RunSource) {
    this.#current = current;
    this.#source = source;
  }

  /** The run that is played here takes the plans in; else they make one of their own. */
  start(options: StartOptions): Promise<RunHandle> {
    return this.#next(async () => {
      const played = this.#played();
      if (played !== null && (await this.#source.join(played, options))) return played;
      await this.#current.whenLetGo();
      return this.#take(await this.#source.start(options));
    });
  }

  /** Goes on with a run that ended or was cut off; one that is played already is followed instead. */
  resume(run: string, asItWas: boolean): Promise<RunHandle> {
    return this.#next(async () => {
      await this.#current.whenLetGo();
      if (this.#source.playerOf(run) !== null) return this.#follow(run);
      return this.#take(await this.#source.resume(run, asItWas));
    });
  }

  /** Follows a run, the latest for null; the one that is played here is given as it is. */
  follow(run: string | null): Promise<RunHandle> {
    return this.#next(() => this.#follow(run));
  }

  /** Lets go of the run, and of any that is on its way. */
  async detach(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([this.#current.detach(), this.#queue]);
  }

  async #follow(run: string | null): Promise<RunHandle> {
    const played = this.#played();
    if (played === null) return this.#take(await this.#source.follow(run));
    if (run === null || run === played.run) return played;
    throw new UserError(`This window plays ${played.run}: ${run} can be followed when that has ended.`, 1);
  }

  /** Null also when another process has taken the repository over: the run halts soon. */
  #played(): RunHandle | null {
    const { played } = this.#current;
    return played !== null && this.#source.playerOf(played.run) === 'self' ? played : null;
  }

  async #take(handle: RunHandle): Promise<RunHandle> {
    if (this.#isClosed) {
      await handle.detach();
      throw letGo();
    }
    this.#current.take(handle, this.#source.lastSeqOf(handle.run));
    return handle;
  }

  #next(action: () => Promise<RunHandle>): Promise<RunHandle> {
    const done = this.#queue.then(() => {
      if (this.#isClosed) throw letGo();
      return action();
    });
    this.#queue = done.catch(() => null);
    return done;
  }
}

function letGo(): UserError {
  return new UserError('This window has let go of the runs of the folder.', 1);
}
