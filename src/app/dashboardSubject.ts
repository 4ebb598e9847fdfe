import { DashboardFold, type DashboardFacts } from '../core/projections/dashboard/dashboardFold.ts';
import { planDashboard } from '../core/projections/dashboard/planDashboard.ts';
import type { Disposable } from '../core/base/disposable.ts';
import type { DashboardView, TaskDetail } from '../shared/dashboard/view.ts';
import type { LoadedPlan, RunHandle } from './project.ts';

/** What the journal and the status of a run do not hold. */
export interface Surroundings {
  readonly past: () => DashboardFacts['past'];
  readonly resources: () => DashboardFacts['resources'];
}

/** A plan that can be shown before its first run. */
export type ShownPlan = Pick<LoadedPlan, 'plan' | 'graph'>;

/** What a dashboard is about: a run, or plans before their first run. */
export interface DashboardSubject extends Disposable {
  readonly handle: RunHandle | null;
  /** A sentence for everybody who looks; null when all is well. */
  readonly problem: string | null;
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
    view: (now) => fold.view(facts(now)),
    detail: (ref, now) => fold.detail(ref, facts(now)),
    dispose: () => {
      stopEvents();
      stopChanges();
    },
  };
}

/** Plans that were not run yet. */
export function planSubject(plans: readonly ShownPlan[], problem: string | null): DashboardSubject {
  return {
    handle: null,
    problem,
    view: (now) => planDashboard(plans, null, now),
    detail: () => null,
    dispose: () => undefined,
  };
}
