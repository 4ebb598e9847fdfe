import type { HeaderView, RunControl } from '../../../shared/dashboard/view.ts';
import { isUnderWay } from '../../../shared/runState.ts';
import type { RunStateWord, RunStatus, TaskStateWord } from '../../../shared/status.ts';
import { assertNever } from '../../base/assertNever.ts';
import { countLanded } from '../runFacts.ts';

/** `endedAt`: when the run was over (epoch ms), null while it goes on. */
export function headerOf(
  status: RunStatus,
  { endedAt, budgetUsd }: { readonly endedAt: number | null; readonly budgetUsd: number | null },
): HeaderView {
  const { totals } = status;
  const at = isUnderWay(status.state) ? timeOf(totals.etaAt) : null;
  return {
    run: status.run,
    state: status.state,
    reason: status.reason,
    plans: status.plans.map(({ name, path, landed, total }) => ({ name, path, landed, total })),
    ...countLanded(status),
    startedAt: Date.parse(status.startedAt),
    endedAt,
    eta:
      at === null
        ? null
        : { at, earliest: timeOf(totals.etaFrom ?? null), latest: timeOf(totals.etaTo ?? null) },
    tokens: totals.tokens,
    costUsd: totals.costUsd,
    budgetUsd,
    counts: countStates(status.tasks.map(({ state }) => state)),
    controls: controlsOf(status.state),
  };
}

export function countStates(states: readonly TaskStateWord[]): HeaderView['counts'] {
  const counts: Partial<Record<TaskStateWord, number>> = {};
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** What the engine's commands allow in this state. */
function controlsOf(state: RunStateWord): readonly RunControl[] {
  switch (state) {
    case 'running':
      return ['pause', 'drain', 'stop'];
    case 'paused':
      return ['resume', 'drain', 'stop'];
    case 'draining':
      return ['resume', 'stop'];
    case 'stopped':
    case 'failed':
    case 'halted':
      return ['resume', 'run'];
    case 'done':
      return ['run'];
    default:
      return assertNever(state);
  }
}

function timeOf(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}
