import { resolve } from 'node:path';
import { UserError } from '../core/base/userError.ts';
import { toPlanView } from '../core/projections/planView.ts';
import type { PlanView, TaskView } from '../shared/planView.ts';
import type { RunStatus } from '../shared/status.ts';
import { findPlans } from './findPlans.ts';
import { PlanRuns } from './planRuns.ts';
import { loadPlan } from './plans.ts';
import type { Project } from './project.ts';

const maxPlans = 30;

/**
 * The plans of the run, all plans of the repository when there was none yet, or the one that is named (by its name or
 * its path). Throws UserError when there is no such plan.
 */
export async function viewPlans(
  project: Project,
  status: RunStatus | null,
  named: { readonly plan: string; readonly cwd: string } | null,
): Promise<readonly PlanView[]> {
  const played = status?.plans.map(({ path }) => path) ?? [];
  if (named === null) return views(project, status, played.length > 0 ? played : await findPlans(project));
  if (/\.(md|json)$/i.test(named.plan)) return views(project, status, [resolve(named.cwd, named.plan)]);
  const all = await views(project, status, [...new Set([...played, ...(await findPlans(project))])]);
  const found = all.filter(({ name }) => name === named.plan);
  if (found.length > 0) return found;
  throw new UserError(`There is no plan ${named.plan}; there are ${all.map(({ name }) => name).join(', ')}.`);
}

/** By `id` or `plan/id`. Throws UserError when there is none, or one in several plans. */
export function findTaskView(
  plans: readonly PlanView[],
  name: string,
): { readonly plan: PlanView; readonly task: TaskView } {
  const found = plans.flatMap((plan) => {
    return [...plan.tasks.values()]
      .filter(({ id, ref }) => name === id || name === ref)
      .map((task) => ({ plan, task }));
  });
  const [first, second] = found;
  if (first === undefined) throw new UserError(`There is no task ${name}.`);
  if (second === undefined) return first;
  throw new UserError(
    `Several plans have a task ${name}: say ${found.map(({ task }) => task.ref).join(' or ')}.`,
  );
}

async function views(
  project: Project,
  status: RunStatus | null,
  paths: readonly string[],
): Promise<readonly PlanView[]> {
  const loaded = await Promise.all(
    paths.slice(0, maxPlans).map((path) => loadPlan(project, path, project.root)),
  );
  const runs = new PlanRuns(project.stateFolder);
  return loaded.map(({ plan, graph }) => toPlanView(plan, graph, runs.statusOf(plan.path, status)));
}
