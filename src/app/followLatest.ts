import { readJournal } from '../adapters/store/journal.ts';
import { runFolder } from '../adapters/store/runFolders.ts';
import { toDisposable, type Disposable } from '../core/base/disposable.ts';
import { UserError } from '../core/base/userError.ts';
import type { DashboardFeed } from './dashboardFeed.ts';
import { findPlans } from './findPlans.ts';
import { FollowedRun } from './followedRun.ts';
import { loadPlan } from './plans.ts';
import type { LoadedPlan, Project, RunHandle } from './project.ts';
import { watchRuns } from './watchRuns.ts';

/** Plans have no watcher: they are looked at so often while somebody sees them. */
const planSweepMs = 5_000;
const maxPlans = 30;

type ShownFeed = Pick<DashboardFeed, 'watched' | 'showRun' | 'showPlans'>;

/**
 * Keeps a feed on what goes on in the repository: the run that is played, else the latest one, and the next one when it
 * starts; before the first run, and where the latest can't be read, on the plans.
 */
export function followLatest(project: Project, feed: ShownFeed): Disposable {
  const latest = new LatestRun(project, feed);
  const stopWatching = watchRuns(project, ({ owner, latest: last }) => {
    latest.show(owner?.run ?? last?.run ?? null);
  });
  return toDisposable(() => {
    stopWatching();
    latest.dispose();
  });
}

class LatestRun implements Disposable {
  readonly #project: Project;
  readonly #feed: ShownFeed;
  readonly #sweep: NodeJS.Timeout;
  /** That is shown; null: plans are. Undefined before the first look. */
  #run: string | null | undefined;
  #handle: RunHandle | null = null;
  #problem: string | null = null;
  /** Of the plans that are shown. */
  #texts: string | null = null;

  constructor(project: Project, feed: ShownFeed) {
    this.#project = project;
    this.#feed = feed;
    this.#sweep = setInterval(() => {
      if (this.#run !== undefined && this.#handle === null && feed.watched) void this.#showPlans();
    }, planSweepMs);
    this.#sweep.unref();
  }

  show(run: string | null): void {
    if (run === this.#run) return;
    const before = this.#handle;
    this.#texts = null;
    this.#handle = run === null ? null : this.#open(run);
    // One that can't be read yet is tried again at the next change.
    this.#run = this.#handle === null ? null : run;
    if (this.#handle !== null) this.#feed.showRun(this.#handle);
    else void this.#showPlans();
    void before?.dispose();
  }

  dispose(): void {
    clearInterval(this.#sweep);
    void this.#handle?.dispose();
  }

  /** Null when its journal can't be read, or is another version's. */
  #open(run: string): RunHandle | null {
    try {
      readJournal(runFolder(this.#project.stateFolder, run).journal);
      this.#problem = null;
      return new FollowedRun(this.#project, run);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#problem = error.message;
      return null;
    }
  }

  async #showPlans(): Promise<void> {
    const found = await this.#plans();
    // A run may have started meanwhile.
    const problem = this.#problem ?? found.problem;
    const texts = [problem ?? '', ...found.plans.map(({ text, plan }) => `${plan.path}\n${text}`)].join('\n');
    if (this.#handle !== null || texts === this.#texts) return;
    this.#texts = texts;
    this.#feed.showPlans({ plans: found.plans, project: this.#project }, problem);
  }

  async #plans(): Promise<{ readonly plans: readonly LoadedPlan[]; readonly problem: string | null }> {
    try {
      const paths = await findPlans(this.#project);
      const plans = await Promise.all(
        paths.slice(0, maxPlans).map((path) => loadPlan(this.#project, path, this.#project.root)),
      );
      const isCut = paths.length > maxPlans;
      const problem = `Of ${paths.length} plans the first ${maxPlans} are shown: tutti run PLAN plays any of them.`;
      return { plans, problem: isCut ? problem : null };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { plans: [], problem: error.message };
    }
  }
}
