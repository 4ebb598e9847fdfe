import { UserError } from '../core/base/userError.ts';
import { EstimateBook } from '../core/engine/estimates.ts';
import { forecast } from '../core/engine/forecast.ts';
import { pickTasks } from '../core/engine/selection.ts';
import type { ForecastRun, ShownPlan } from '../core/projections/dashboard/planDashboard.ts';
import type { HistoryLine } from '../core/projections/history.ts';
import { toPastTasks } from '../core/projections/pastTasks.ts';
import { PastAttempts } from './pastAttempts.ts';
import { loadPlan, requireDistinct, requireSound, runPlanOf } from './plans.ts';
import type { DryRun, Project, RunOptions } from './project.ts';
import { runSettings } from './settings.ts';

/** What a run of these plans would look like; nothing is started and nothing is written. */
export async function dryRun(project: Project, options: RunOptions): Promise<DryRun> {
  const plans = await Promise.all(options.plans.map((path) => loadPlan(project, path, options.cwd)));
  const past = new PastAttempts(project.stateFolder).lines();
  return { plans, forecast: forecastRun(project, plans, { ...options, past }).forecast };
}

export interface ForecastRunOptions extends Pick<RunOptions, 'agent' | 'max' | 'attended' | 'only'> {
  /** `history.ndjson` of all runs, oldest first. */
  readonly past: readonly HistoryLine[];
}

/** How a run would play these plans, and what that would take. Throws UserError where there can't be such a run. */
export function forecastRun(
  project: Project,
  loaded: readonly ShownPlan[],
  options: ForecastRunOptions,
): ForecastRun {
  for (const one of loaded) requireSound(one);
  requireDistinct(loaded);
  const plans = loaded.map((one) =>
    runPlanOf(project, one, {
      forcedAgent: options.agent,
      branch: `tutti/${one.plan.name}/integration`,
      base: '',
      head: '',
      landedBefore: new Map(),
    }),
  );
  const picked = options.only == null ? null : pickTasks(plans, options.only);
  if (picked?.ok === false) throw new UserError(`${picked.reason}.`);
  const only = picked?.value ?? null;
  const book = new EstimateBook(toPastTasks(options.past));
  return { plans, book, forecast: forecast(plans, runSettings(project.config, options), { only, book }) };
}
