import { failure, success, type Result } from '../base/result.ts';
import type { RunEvent } from './events.ts';
import { isTask, nodeOf } from './nodes.ts';
import type { HistoryPort, Landing, ObjectId } from './ports.ts';
import type { PlanState, RunState } from './state.ts';

/**
 * Landings whose events were lost in a crash: the trailers on the integration branch are the truth. Fails when the
 * branch holds what no task of the run made.
 */
export async function earlierLandings(
  state: RunState,
  history: HistoryPort,
): Promise<Result<readonly RunEvent[], { readonly reason: string }>> {
  const events: RunEvent[] = [];
  for (const plan of state.plans.values()) {
    const { integrationBranch } = plan.plan;
    const tip = await history.resolve(`refs/heads/${integrationBranch}`);
    if (tip === null || tip === plan.head) continue;
    if (!(await history.isAncestor(plan.head, tip))) {
      return failure({
        reason: movedText(integrationBranch, plan.head),
      });
    }
    const found = landingsOf(state, plan, await history.landings(integrationBranch, plan.head));
    if (found.at(-1)?.commit !== tip) {
      return failure({ reason: movedText(integrationBranch, found.at(-1)?.commit ?? plan.head) });
    }
    events.push(...found.map(({ event }) => event));
  }
  return success(events);
}

/** Oldest first. */
function landingsOf(
  state: RunState,
  plan: PlanState,
  landings: readonly Landing[],
): readonly { readonly commit: ObjectId; readonly event: RunEvent }[] {
  const { name } = plan.plan;
  const queued = [...(state.queued.get(name) ?? [])].map((ref) => nodeOf(state, ref)).filter(isTask);
  return [...landings].reverse().flatMap((landing) => {
    const node = queued.find(({ spec }) => spec.identity === landing.task && landing.plan === name);
    if (node === undefined) return [];
    const gated = node.spec.gate.length > 0;
    const why = 'found on the branch';
    return [
      {
        commit: landing.commit,
        event: { type: 'taskLanded', task: node.ref, commit: landing.commit, gated, why },
      },
    ];
  });
}

/** `head`: where the run left the branch. */
export function movedText(branch: string, head: ObjectId): string {
  return `Somebody else moved ${branch}. Put it back (git branch -f ${branch} ${head}) and use tutti resume, or start beside it with tutti run --new.`;
}

export function checkedOutText(branch: string, folder: string): string {
  return `${branch} is checked out in ${folder}, where landing would change it under you. Switch to another branch there (git switch -), then use tutti resume.`;
}
