import { DashboardFold, type DashboardFacts } from '../core/projections/dashboard/dashboardFold.ts';
import {
  planDashboard,
  type ForecastRun,
  type PlanFacts,
  type ShownPlan,
} from '../core/projections/dashboard/planDashboard.ts';
import type { Disposable } from '../core/base/disposable.ts';
import type { DashboardView, TaskDetail } from '../shared/dashboard/view.ts';
import { UserError } from '../core/base/userError.ts';
import { forecastRun } from './dryRun.ts';
import type { Project, RunHandle } from './project.ts';

/** What the journal and the status of a run do not hold. */
export interface Surroundings {
  readonly past: () => DashboardFacts['past'];
  readonly resources: () => DashboardFacts['resources'];
}

/** What a dashboard is about: a run, or plans before their first run. */
export interface DashboardSubject extends Disposable {
  readonly handle: RunHandle | null;
  /** A sentence for everybody who looks; null when all is well. */
  readonly problem: string | null;
  /** Between two views. */
  readonly intervalMs: number;
  view(now: number): DashboardView;
  /** Null: there is no such task. */
  detail(ref: string, now: number): TaskDetail | null;
}

/** A run; `onChange` is called when its view may be another one. The handle stays whose it is. */
export function runSubject(handle: RunHandle, around: Surroundings, onChange: () => void): DashboardSubject {
  const fold = new DashboardFold();
  const stopEvents = handle.onEvent((event) => fold.take(event));
  const stopChanges = handle.onChange(onChange);
  const facts = (now: number): DashboardFacts => ({
    now,
    status: handle.status(),
    past: around.past(),
    resources: around.resources(),
  });
  return {
    handle,
    problem: null,
    intervalMs: 250,
    view: (now) => fold.view(facts(now)),
    detail: (ref, now) => fold.detail(ref, facts(now)),
    dispose: () => {
      stopEvents();
      stopChanges();
    },
  };
}

/** Plans that were not run yet. */
export interface ShownPlans {
  readonly plans: readonly ShownPlan[];
  /** Where they would be run; null in a folder that is not trusted: then there is no forecast. */
  readonly project: Project | null;
}

/** From when on a forecast begins anew, though nothing else has changed. */
const staleMs = 60_000;

/** Plans that were not run yet, as they were last told by `show`. */
export class PlanSubject implements DashboardSubject {
  readonly handle = null;
  readonly problem: string | null;
  /** While somebody types, each view has another forecast. */
  readonly intervalMs = 1_000;
  readonly #past: Surroundings['past'];
  #shown: ShownPlans;
  #facts: PlanFacts | null = null;
  #last: DashboardView | null = null;

  constructor(shown: ShownPlans, problem: string | null, past: Surroundings['past']) {
    this.#shown = shown;
    this.problem = problem;
    this.#past = past;
  }

  show(shown: ShownPlans): void {
    if (isSame(this.#shown, shown)) return;
    this.#shown = shown;
    this.#facts = null;
  }

  view(now: number): DashboardView {
    const past = this.#past();
    const { plans } = this.#shown;
    if (this.#facts?.past !== past) this.#facts = { now, past, ahead: aheadOf(this.#shown, past) };
    else if (now - this.#facts.now >= staleMs) this.#facts = { ...this.#facts, now };
    else if (this.#last !== null) return this.#last;
    return (this.#last = planDashboard(plans, this.#facts, this.#last));
  }

  detail(): null {
    return null;
  }

  dispose(): void {
    this.#last = null;
  }
}

function isSame(one: ShownPlans, other: ShownPlans): boolean {
  return (
    one.project?.config === other.project?.config &&
    one.plans.length === other.plans.length &&
    one.plans.every(({ plan }, index) => plan === other.plans[index]?.plan)
  );
}

/** Null where they could not be run: what is in the way is told elsewhere. */
function aheadOf({ plans, project }: ShownPlans, past: DashboardFacts['past']): ForecastRun | null {
  if (project === null || plans.length === 0) return null;
  try {
    return forecastRun(project, plans, { agent: null, max: null, attended: true, past });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return null;
  }
}
