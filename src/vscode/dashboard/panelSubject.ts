import type { DashboardFeed } from '../../app/dashboardFeed.ts';
import type { ShownPlans } from '../../app/dashboardSubject.ts';
import type { Project, RunHandle } from '../../app/project.ts';
import type { Disposable } from '../../core/base/disposable.ts';

type PlanChoice = ShownPlans['plans'][number] & {
  readonly uri: { toString(): string };
  /** As in runs. */
  readonly path: string;
};

/** What a repository has to show. */
export interface PanelChoice {
  readonly project: Project | null;
  /** Its run; null before the first. */
  readonly handle: RunHandle | null;
  readonly plans: readonly PlanChoice[];
  /** Id of the run that tells how a plan stands; null: none has it. */
  readonly runOf: (path: string) => string | null;
}

/**
 * What a panel is about: the plan that was asked for, in the latest run that has it or before its first; else the
 * repository, with its run or all of its plans.
 */
export class PanelSubject implements Disposable {
  /** `uri.toString()` of the plan that was asked for; null: of none. */
  plan: string | null;
  /** Id of the run that is shown; null: none is. */
  run: string | null = null;
  readonly #follow: (project: Project, run: string) => RunHandle;
  /** Followed by this panel alone. */
  #earlier: RunHandle | null = null;

  constructor(plan: string | null, follow: (project: Project, run: string) => RunHandle) {
    this.plan = plan;
    this.#follow = follow;
  }

  /** Has the feed show what there is now. */
  show(feed: Pick<DashboardFeed, 'showRun' | 'showPlans'>, choice: PanelChoice): void {
    const plan = choice.plans.find(({ uri }) => uri.toString() === this.plan) ?? null;
    const handle = plan === null ? choice.handle : this.#handleOf(plan, choice);
    this.run = handle?.run ?? null;
    if (handle !== null) feed.showRun(handle);
    else feed.showPlans({ plans: plan === null ? choice.plans : [plan], project: choice.project });
    if (handle === this.#earlier) return;
    this.dispose();
    if (handle !== choice.handle) this.#earlier = handle;
  }

  dispose(): void {
    void this.#earlier?.dispose();
    this.#earlier = null;
  }

  #handleOf({ path }: PlanChoice, { project, handle, runOf }: PanelChoice): RunHandle | null {
    const run = runOf(path);
    if (run === null || run === handle?.run) return run === null ? null : handle;
    if (run === this.#earlier?.run) return this.#earlier;
    return project === null ? null : this.#follow(project, run);
  }
}
