import type { LeftRun } from '../../app/leftRun.ts';
import type { RunsSeen } from '../../app/watchRuns.ts';
import type { Disposable } from '../../core/base/disposable.ts';
import { UserError } from '../../core/base/userError.ts';
import type { CurrentRun } from './currentRun.ts';
import { takeUp } from './takeUp.ts';

/** How long the window that let go of a run has to come back before another one takes it up. */
const returnMs = 5_000;

/** The runs of a repository, whoever plays them. */
export interface RunsWatched {
  now(): RunsSeen;
  /** Tells soon after the call, and at each change; the returned function ends it. */
  watch(listener: (seen: RunsSeen) => void): () => void;
  left(run: string): LeftRun;
}

export interface RunKeeperOptions {
  readonly runs: RunsWatched;
  readonly current: Pick<CurrentRun, 'handle'>;
  readonly playedHere: (run: string) => boolean;
  readonly follow: (run: string) => Promise<unknown>;
  /** Goes on with a run as it was. */
  readonly resume: (run: string) => Promise<unknown>;
  /** Asks a person whether to go on; called once a run. `why`: it could not be gone on with unasked. */
  readonly offer: (left: LeftRun, why: string | null) => void;
  readonly onFault: (error: unknown) => void;
  /** As `setTimeout`. */
  readonly later: (action: () => void, ms: number) => Disposable;
}

/**
 * Keeps the window on the run that is played in the repository, by whomever: follows what others play, takes up what
 * was left, and offers what it may not take up unasked.
 */
export class RunKeeper implements Disposable {
  readonly #options: RunKeeperOptions;
  readonly #offered = new Set<string>();
  #stopWatching: (() => void) | null = null;
  #work: Promise<void> = Promise.resolve();
  #later: Disposable | null = null;
  #seen: RunsSeen | null = null;
  /** The latest run when the window last chose what to show: what is shown since then stays until there is a newer one. */
  #latest: string | null = null;
  /** Runs that somebody else was seen to play. */
  readonly #foreign = new Set<string>();
  /** The foreign run whose player went, until it has had its time to come back. */
  #awaited: string | null = null;
  #disposed = false;

  constructor(options: RunKeeperOptions) {
    this.#options = options;
  }

  /** Resolves when the window shows the run that is played, or the latest; it may be taken up soon after. */
  async open(): Promise<void> {
    if (this.#disposed) return;
    const { runs } = this.#options;
    this.#stopWatching = runs.watch((seen) => {
      this.#seen = seen;
      this.#look();
    });
    await this.#next(async () => {
      this.#seen ??= runs.now();
      await this.#follow(this.#seen);
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopWatching?.();
    this.#later?.dispose();
  }

  /** One look after the other; each acts on what was seen last. */
  #look(): void {
    void this.#next(() => this.#act());
  }

  #next(action: () => Promise<void>): Promise<void> {
    return (this.#work = this.#work.then(action).catch((error: unknown) => this.#options.onFault(error)));
  }

  async #act(): Promise<void> {
    if (this.#disposed || this.#seen === null) return;
    const { owner, latest } = this.#seen;
    await this.#follow(this.#seen);
    if (owner === null && latest?.left === true) await this.#takeUp(latest.run);
  }

  /** What somebody else plays (another folder of this window included), or else the latest run. */
  async #follow({ owner, latest }: RunsSeen): Promise<void> {
    const { current, follow } = this.#options;
    if (owner !== null && owner.run !== null) await this.#followPlayed(owner.run, owner.isSelf);
    else if (owner?.isSelf !== true && latest !== null) {
      const isNewer = latest.run !== this.#latest;
      if (current.handle === null || (isNewer && current.handle.run !== latest.run)) await follow(latest.run);
    }
    this.#latest = latest?.run ?? null;
  }

  async #followPlayed(run: string, isSelf: boolean): Promise<void> {
    const { current, follow } = this.#options;
    const isPlayedHere = (): boolean => isSelf && current.handle?.run === run && current.handle.owned;
    // One that is about to be played here is there when the look at it is.
    if (!isPlayedHere() && (current.handle?.run !== run || current.handle.owned)) await follow(run);
    if (isPlayedHere()) return;
    this.#foreign.add(run);
    this.#awaited = run;
  }

  async #takeUp(run: string): Promise<void> {
    if (this.#disposed) return;
    const { runs, playedHere } = this.#options;
    if (this.#awaited === run) {
      this.#lookLater();
      return;
    }
    const left = runs.left(run);
    const situation = { now: Date.now(), playedHere: playedHere(run), sawPlayer: this.#foreign.has(run) };
    if (takeUp(left, situation) === 'offer') this.#offer(left, null);
    else await this.#resume(left);
  }

  #lookLater(): void {
    this.#later ??= this.#options.later(() => {
      this.#later = null;
      this.#awaited = null;
      void this.#next(async () => {
        // Who came and went in the meantime was told to nobody.
        this.#seen = this.#options.runs.now();
        await this.#act();
      });
    }, returnMs);
  }

  /** What can't be gone on with is left to a person, who may see to it first. */
  async #resume(left: LeftRun): Promise<void> {
    const { runs, resume, onFault } = this.#options;
    try {
      await resume(left.run);
    } catch (error) {
      if (this.#disposed) return;
      // Another window takes it up at this moment: there is nothing to ask a person.
      if (runs.now().owner !== null) {
        this.#lookLater();
        return;
      }
      onFault(error);
      this.#offer(left, error instanceof UserError ? error.message : null);
    }
  }

  #offer(left: LeftRun, why: string | null): void {
    if (this.#offered.has(left.run)) return;
    this.#offered.add(left.run);
    this.#options.offer(left, why);
  }
}
