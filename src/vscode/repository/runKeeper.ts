import { lookAtLeftRun, type LeftRun } from '../../app/leftRun.ts';
import type { Project } from '../../app/project.ts';
import { lookAtRuns, watchRuns, type RunsSeen } from '../../app/watchRuns.ts';
import type { Disposable } from '../../core/base/disposable.ts';
import type { CurrentRun } from './currentRun.ts';
import { takeUp } from './takeUp.ts';

/** How long the window that let go of a run has to come back before another one takes it up. */
const returnMs = 5_000;

export interface RunKeeperOptions {
  readonly project: Pick<Project, 'stateFolder'>;
  readonly current: CurrentRun;
  readonly playedHere: (run: string) => boolean;
  readonly follow: (run: string) => Promise<unknown>;
  /** Goes on with a run as it was. */
  readonly resume: (run: string) => Promise<unknown>;
  /** Asks a person whether to go on; called once a run. */
  readonly offer: (left: LeftRun) => void;
  readonly onFault: (error: unknown) => void;
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
  #later: NodeJS.Timeout | null = null;
  #seen: RunsSeen | null = null;
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
    const { project } = this.#options;
    this.#stopWatching = watchRuns(project, (seen) => {
      this.#seen = seen;
      this.#look();
    });
    this.#seen = lookAtRuns(project.stateFolder);
    await this.#follow(this.#seen).catch(this.#options.onFault);
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopWatching?.();
    if (this.#later !== null) clearTimeout(this.#later);
  }

  /** One look after the other; each acts on what was seen last. */
  #look(): void {
    this.#work = this.#work.then(() => this.#act()).catch((error: unknown) => this.#options.onFault(error));
  }

  async #act(): Promise<void> {
    if (this.#disposed || this.#seen === null) return;
    const { owner, latest } = this.#seen;
    await this.#follow(this.#seen);
    if (owner === null && latest?.left === true) await this.#takeUp(latest.run);
  }

  /** What somebody else plays, or else the latest run. */
  async #follow({ owner, latest }: RunsSeen): Promise<void> {
    const { current, follow } = this.#options;
    if (owner?.isSelf === true) return;
    const played = owner?.run ?? null;
    if (played !== null) {
      this.#foreign.add(played);
      this.#awaited = played;
      if (current.handle?.run !== played || current.handle.owned) await follow(played);
    } else if (latest !== null && current.handle?.run !== latest.run) await follow(latest.run);
  }

  async #takeUp(run: string): Promise<void> {
    if (this.#awaited === run) {
      this.#later ??= setTimeout(() => {
        this.#later = null;
        this.#awaited = null;
        this.#look();
      }, returnMs);
      return;
    }
    const { project, playedHere, offer, resume } = this.#options;
    const left = lookAtLeftRun(project.stateFolder, run);
    const situation = { now: Date.now(), playedHere: playedHere(run), justOpened: !this.#foreign.has(run) };
    if (takeUp(left, situation) === 'resume') await resume(run);
    else if (!this.#offered.has(run)) {
      this.#offered.add(run);
      offer(left);
    }
  }
}
