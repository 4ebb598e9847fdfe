import { relative, resolve, sep } from 'node:path';
import { UserError } from '../core/base/userError.ts';
import type { RunState } from '../core/engine/state.ts';
import { FollowedRun, type JoinedPlan } from './followedRun.ts';
import { joinableRun } from './joinableRun.ts';
import { JoinedPlans } from './joinedPlans.ts';
import type { Project, RunHandle, RunOptions } from './project.ts';
import { foldRun } from './rehearsal.ts';
import { ownerOf } from './runOwner.ts';
import { requireSharedTerms } from './sharedTerms.ts';

/** Hands the plans to the owner; one that has let go of the repository in the meantime leaves it to this process. */
export async function handOver(
  project: Project,
  options: RunOptions,
  start: () => Promise<RunHandle>,
): Promise<RunHandle> {
  const { only = null } = options;
  const run = await joinableRun(project);
  if (run === null) return start();
  const owner = ownerOf(project, run);
  requireSharedTerms(run, options);
  const followed = new FollowedRun(project, run);
  const joined: JoinedPlan[] = [];
  const known = new Set(followed.status().plans.map(({ path }) => path));
  for (const path of options.plans) {
    const shown = relative(project.root, resolve(options.cwd, path)).split(sep).join('/');
    if (only !== null && known.has(shown)) {
      await select(followed, only);
      continue;
    }
    const answer = await followed.addPlan(shown, only);
    if (answer.ok) {
      joined.push(answer.value);
      continue;
    }
    if (joined.length === 0 && isOver(foldRun(project, run))) {
      // It ended just now, and lets go of the repository in a moment.
      await followed.whenOver();
      await followed.dispose();
      return start();
    }
    await followed.dispose();
    const who = owner === null ? '' : ` (process ${String(owner)})`;
    throw new UserError(`Run ${run}${who} owns this repository and did not take ${path}: ${answer.reason}.`);
  }
  return joined.length === 0 ? followed : new JoinedPlans(followed, joined);
}

function isOver({ phase }: RunState): boolean {
  return phase === 'stopped' || phase === 'done' || phase === 'failed' || phase === 'halted';
}

/** Tasks of a plan that is in the run already. */
async function select(followed: RunHandle, tasks: readonly string[]): Promise<void> {
  const answer = await followed.command({ type: 'select', tasks });
  if (answer.ok) return;
  await followed.dispose();
  throw new UserError(`Run ${followed.run} owns this repository and refused: ${answer.reason}.`);
}
