import { relative, resolve, sep } from 'node:path';
import { UserError } from '../core/base/userError.ts';
import type { RunCommandBody } from '../shared/command.ts';
import { isUnderWay } from '../shared/runState.ts';
import type { RunStatus } from '../shared/status.ts';
import type { Project, RunHandle, RunOptions } from './project.ts';
import { requireSharedTerms } from './sharedTerms.ts';

/**
 * Has the run that this process plays take plans in; of those that it has, the tasks that were left out. False: it has
 * ended in the meantime. Throws UserError when it refuses.
 */
export async function joinPlayed(
  project: Pick<Project, 'root'>,
  played: RunHandle,
  options: RunOptions,
): Promise<boolean> {
  requireSharedTerms(played.run, options);
  for (const given of options.plans) {
    const path = relative(project.root, resolve(options.cwd, given)).split(sep).join('/');
    const command = joining(played.status(), path, options.only ?? null);
    const answer = command === null ? { ok: true as const } : await played.command(command);
    if (answer.ok) continue;
    if (!isUnderWay(played.status().state)) return false;
    throw new UserError(
      `Run ${played.run} is played here already and did not take ${path}: ${answer.reason}.`,
    );
  }
  return true;
}

/** Null: all of the plan is played already. */
function joining(
  { plans, tasks }: RunStatus,
  path: string,
  only: readonly string[] | null,
): RunCommandBody | null {
  const known = plans.find((plan) => plan.path === path);
  if (known === undefined) return { type: 'addPlan', path, only };
  const leftOut = tasks.filter(({ plan, selected }) => plan === known.name && !selected);
  const wanted = only ?? leftOut.map(({ plan, id }) => `${plan}/${id}`);
  return wanted.length === 0 ? null : { type: 'select', tasks: wanted };
}
