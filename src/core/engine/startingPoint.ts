import type { Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import type { HistoryPort, ObjectId } from './ports.ts';
import type { RunTask } from './runPlan.ts';
import type { Attempt, NodeState, RunState } from './state.ts';

export interface StartingPoint {
  readonly start: ObjectId;
  /** Present tip of the task's branch; null when there is none. */
  readonly tip: ObjectId | null;
  /** Integration head that was merged into `start`, conflict markers and all. */
  readonly resolves: ObjectId | null;
}

interface Dependencies {
  readonly state: RunState;
  readonly history: HistoryPort;
}

/**
 * Where an attempt starts: the integration head with all dependencies in it; for a repair or an interrupted attempt
 * the task's own commit; for a conflict a commit that holds both sides with markers. A branch with work of an earlier
 * run gets a snapshot before it moves; one that is not ours is left alone, and a person is asked.
 */
export async function startingPoint(
  dependencies: Dependencies,
  node: NodeState & { readonly spec: RunTask },
  attempt: Attempt,
): Promise<Result<StartingPoint, { readonly reason: 'foreign-branch'; readonly message: string }>> {
  const { state, history } = dependencies;
  const plan = state.plans.get(node.plan);
  if (plan === undefined) throw new Error(`${node.ref} belongs to no plan`);
  const { branch } = node.spec;
  const ref = `refs/heads/${branch}`;
  const tip = await history.resolve(ref);
  if (attempt.launch !== null) return success({ ...attempt.launch, tip });
  if (node.commit !== null) {
    if (node.rejection?.kind !== 'conflict') return success({ start: node.commit, tip, resolves: null });
    const start = await withConflicts(history, plan.head, node.commit);
    return success({ start, tip, resolves: plan.head });
  }
  if (tip === null || (await history.isAncestor(tip, plan.head))) {
    return success({ start: plan.head, tip, resolves: null });
  }
  const ours = (await history.landings(branch, plan.plan.base)).some(
    (landing) => landing.plan === plan.plan.name,
  );
  if (!ours) {
    const message = `Branch ${branch} exists and holds work that is not Tutti's. Rename or delete it, then retry the task.`;
    return failure({ reason: 'foreign-branch', message });
  }
  const snapshot = `refs/tutti/snapshots/${state.run}-${branch.replaceAll('/', '-')}`;
  const kept = await history.updateRefs([{ ref: snapshot, from: null, to: tip }]);
  if (!kept.ok && kept.reason !== 'ref-moved') throw new Error(kept.message);
  return success({ start: plan.head, tip, resolves: null });
}

async function withConflicts(history: HistoryPort, head: ObjectId, commit: ObjectId): Promise<ObjectId> {
  const merged = await history.merge({ ours: head, theirs: commit });
  const tree = merged.ok ? merged.value.tree : merged.reason === 'conflict' ? merged.tree : null;
  if (tree === null) throw new Error(merged.ok ? '' : merged.message);
  const message = { subject: 'Merge the integration branch, conflicts open', body: '', trailers: [] };
  return history.commitTree(tree, [commit, head], message);
}
