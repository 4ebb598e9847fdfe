import { UserError } from '../core/base/userError.ts';
import type { HistoryPort, Landing, ObjectId, RefUpdate } from '../core/engine/ports.ts';
import type { PlanPlace } from './plans.ts';

interface Wanted {
  readonly plan: string;
  /** Revision at which a new branch starts. */
  readonly base: string;
  /** Leave a branch that exists alone and start beside it. */
  readonly fresh: boolean;
  readonly names: LandingNames;
  /** Identities of the tasks that a person did by hand, on a branch with this tip. */
  readonly doneByHand: (plan: string, tip: ObjectId) => Promise<readonly string[]>;
}

/** Names of landed tasks that are not those of their trailers any more, by the commits as which they landed. */
type LandingNames = ReadonlyMap<ObjectId, string>;

export type BranchPlace = Omit<PlanPlace, 'forcedAgent'> & {
  /** Name of the plan within the run: its own, or with a number when it starts afresh. */
  readonly plan: string;
  /** Present tip of the branch; null when it is to be made. */
  readonly tip: ObjectId | null;
};

/**
 * Where a plan's work lands: a new branch at the base; or the one of an earlier run, when the base is in it. Says so
 * and refuses when the branch holds something else: what is not ours is never moved.
 */
export async function placePlan(history: HistoryPort, wanted: Wanted): Promise<BranchPlace> {
  const base = await history.resolve(wanted.base);
  if (base === null) throw new UserError(`The base ${wanted.base} is not a commit of this repository.`);
  const plan = wanted.fresh ? await freeName(history, wanted.plan) : wanted.plan;
  const branch = branchOf(plan);
  const folder = await history.checkedOutAt(branch);
  if (folder !== null) {
    throw new UserError(
      `${branch} is checked out in ${folder}, where landing would change it under you. Switch to another branch there first (git switch -).`,
    );
  }
  const tip = await history.resolve(`refs/heads/${branch}`);
  if (tip === null) {
    await requireFreeName(history, plan);
    const landedBefore = new Map((await wanted.doneByHand(plan, base)).map((task) => [task, null]));
    return { plan, branch, base, head: base, landedBefore, tip: null };
  }
  const firstBase = (await history.resolve(firstBaseRef(plan))) ?? base;
  const landed = await landedTasks(history, { plan, base: firstBase, tip, names: wanted.names });
  const landedBefore = withDone(landed, await wanted.doneByHand(plan, tip));
  const place = { plan, branch, base: firstBase, landedBefore, tip };
  if (await history.isAncestor(base, tip)) return { ...place, head: tip };
  // What landed is in the base already: the branch catches up with it.
  if (await history.isAncestor(tip, base)) return { ...place, head: base };
  throw new UserError(
    `The integration branch ${branch} exists and does not contain ${wanted.base}: start beside it, or from a commit that it contains.`,
    2,
    'branch',
  );
}

/** Null for what a person did by hand: no commit tells of it. */
export function withDone(
  landed: ReadonlyMap<string, ObjectId>,
  doneByHand: readonly string[],
): ReadonlyMap<string, ObjectId | null> {
  return new Map([...doneByHand.map((task) => [task, null] as const), ...landed]);
}

/** The updates that put the branch where the run starts, and remember where it began. */
export function placingUpdates(place: BranchPlace): readonly RefUpdate[] {
  const updates: RefUpdate[] = [];
  if (place.tip !== place.head)
    updates.push({ ref: `refs/heads/${place.branch}`, from: place.tip, to: place.head });
  if (place.tip === null) updates.push({ ref: firstBaseRef(place.plan), from: null, to: place.base });
  return updates;
}

/** The tasks that the trailers on a plan's branch name: by identity, as they are called now, the commit as which each landed last. */
export async function landedTasksOf(
  history: HistoryPort,
  of: { readonly plan: string; readonly base: ObjectId; readonly names: LandingNames },
): Promise<ReadonlyMap<string, ObjectId>> {
  const landings = await namedLandings(history, of);
  return new Map(landings.toReversed().map(({ task, commit }) => [task, commit]));
}

/** What has landed of a plan in all its runs, as it is called now; nothing when it never ran. */
export async function landingsOf(
  history: HistoryPort,
  { plan, names }: { readonly plan: string; readonly names: LandingNames },
): Promise<readonly Landing[]> {
  const revisions = [`refs/heads/${branchOf(plan)}`, firstBaseRef(plan)];
  const [tip, base] = await Promise.all(revisions.map((revision) => history.resolve(revision)));
  return tip == null || base == null ? [] : namedLandings(history, { plan, base, names });
}

async function namedLandings(
  history: HistoryPort,
  { plan, base, names }: { readonly plan: string; readonly base: ObjectId; readonly names: LandingNames },
): Promise<readonly Landing[]> {
  const landings = await history.landings(branchOf(plan), base);
  return landings
    .filter((landing) => landing.plan === plan)
    .map((landing) => ({ ...landing, task: names.get(landing.commit) ?? landing.task }));
}

/** Tasks that the trailers on the branch name; a branch without any, but with commits, is not ours. */
async function landedTasks(
  history: HistoryPort,
  at: {
    readonly plan: string;
    readonly base: ObjectId;
    readonly tip: ObjectId;
    readonly names: LandingNames;
  },
): Promise<ReadonlyMap<string, ObjectId>> {
  const landed = await landedTasksOf(history, at);
  if (landed.size === 0 && at.tip !== at.base) {
    throw new UserError(
      `The branch ${branchOf(at.plan)} exists and holds commits that are not Tutti's. Rename it, or start beside it.`,
      2,
      'branch',
    );
  }
  return landed;
}

/** Commit at which a plan's integration branch began, kept over its runs. */
function firstBaseRef(plan: string): string {
  return `refs/tutti/plans/${plan}/base`;
}

async function freeName(history: HistoryPort, plan: string): Promise<string> {
  for (let number = 2; number < 1_000; number += 1) {
    const name = `${plan}-${String(number)}`;
    if ((await history.resolve(`refs/heads/${branchOf(name)}`)) === null) return name;
  }
  throw new UserError(
    `There are too many integration branches of ${plan}: delete those that you do not need.`,
  );
}

/** A branch `tutti/<plan>` or `tutti` leaves git no room for `tutti/<plan>/integration`. */
async function requireFreeName(history: HistoryPort, plan: string): Promise<void> {
  for (const name of ['tutti', `tutti/${plan}`]) {
    if ((await history.resolve(`refs/heads/${name}`)) === null) continue;
    throw new UserError(
      `A branch named ${name} stands in the way of ${branchOf(plan)}: rename it, or give the plan another name.`,
    );
  }
}

function branchOf(plan: string): string {
  return `tutti/${plan}/integration`;
}
