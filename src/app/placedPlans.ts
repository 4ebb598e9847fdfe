import type { Git } from '../adapters/git/createGit.ts';
import { UserError } from '../core/base/userError.ts';
import type { RunPlan } from '../core/engine/runPlan.ts';
import { pickTasks } from '../core/engine/selection.ts';
import { requireAgents } from './agents.ts';
import { placePlan, placingUpdates, type BranchPlace } from './integrationBranch.ts';
import { loadPlan, requireSound, toRunPlan } from './plans.ts';
import type { LoadedPlan, Project } from './project.ts';
import { doneByHand } from './doneMarks.ts';
import { landingNames } from './renames.ts';

/** A plan as a run plays it, and where its work lands. */
export interface PlacedPlan {
  readonly place: BranchPlace;
  readonly plan: RunPlan;
}

interface PlaceOptions {
  readonly cwd: string;
  readonly agent: string | null;
  readonly base: string | null;
  readonly fresh: boolean;
}

/** Where a plan's work is to land; nothing is made yet. Throws UserError when it can't land there. */
export async function place(
  project: Project,
  git: Git,
  wanted: { readonly loaded: LoadedPlan; readonly options: PlaceOptions },
): Promise<PlacedPlan> {
  const { loaded, options } = wanted;
  const { plan } = loaded;
  const base = options.base ?? plan.settings.base ?? 'HEAD';
  const names = landingNames(project.stateFolder);
  const found = await placePlan(git.history, {
    ...{ plan: plan.name, base, fresh: options.fresh, names },
    doneByHand: (name, tip) => doneByHand(project.stateFolder, git.history, { plan: name, tip }),
  });
  const named = { ...loaded, plan: { ...plan, name: found.plan } };
  return { place: found, plan: toRunPlan(project, named, { ...found, forcedAgent: options.agent }) };
}

/** A plan that joins a run: checked, placed, its branch made. */
export async function joinPlan(
  project: Project,
  git: Git,
  wanted: { readonly path: string; readonly options: PlaceOptions },
): Promise<RunPlan> {
  const loaded = await loadPlan(project, wanted.path, project.root);
  requireSound(loaded);
  requireAgents(project, [loaded], wanted.options.agent);
  const placed = await place(project, git, { loaded, options: wanted.options });
  await makeBranches(git, [placed], null);
  return placed.plan;
}

/** Makes the integration branches, and marks where a new run starts; null: they join one. Throws UserError. */
export async function makeBranches(
  git: Git,
  placed: readonly PlacedPlan[],
  run: string | null,
): Promise<void> {
  const starts = placed
    .slice(0, 1)
    .map(({ place: { head } }) => ({ ref: `refs/tutti/runs/${run ?? ''}/start`, from: null, to: head }));
  const updates = [
    ...placed.flatMap(({ place: found }) => placingUpdates(found)),
    ...(run === null ? [] : starts),
  ];
  const made = await git.history.updateRefs(updates);
  if (!made.ok) throw new UserError(`The integration branch can't be made: ${made.message}`);
}

/** Refs of the tasks that were asked for; null: all. Throws UserError when there is none of such a name. */
export function requirePicked(
  placed: readonly PlacedPlan[],
  only: readonly string[] | null,
): readonly string[] | null {
  if (only === null) return null;
  const picked = pickTasks(
    placed.map(({ plan }) => plan),
    only,
  );
  if (picked.ok) return picked.value;
  throw new UserError(`Nothing was started: ${picked.reason}.`);
}
