import { isUnderWay } from '../../shared/runState.ts';
import type { RunStatus } from '../../shared/status.ts';
import { elapsedMs, countText, durationText, usdText } from '../../shared/dashboard/quantities.ts';

/** Landed and total tasks over all plans. */
export function countLanded({ plans }: RunStatus): { readonly landed: number; readonly total: number } {
  return {
    landed: plans.reduce((sum, plan) => sum + plan.landed, 0),
    total: plans.reduce((sum, plan) => sum + plan.total, 0),
  };
}

/** Until when clocks run (epoch ms): now, or the moment at which the run was over. */
export function clockOf({ state, updatedAt }: RunStatus, now: number): number {
  return isUnderWay(state) ? now : Date.parse(updatedAt);
}

/** Elapsed time at `now` (epoch ms), what is left of it, tokens, money: as far as they are known. */
export function runFacts(status: RunStatus, now: number): readonly string[] {
  const { startedAt, totals } = status;
  const elapsed = elapsedMs(startedAt, null, clockOf(status, now));
  const left = timeLeftMs(status, now);
  return [
    ...(elapsed === null ? [] : [durationText(elapsed)]),
    ...(left === null ? [] : [`about ${durationText(left)} left`]),
    ...(totals.tokens === 0 ? [] : [`${countText(totals.tokens)} tokens`]),
    ...(totals.costUsd === 0 ? [] : [usdText(totals.costUsd)]),
  ];
}

/** Until everything should have landed, from `now` (epoch ms); null when nobody knows. */
export function timeLeftMs(status: RunStatus, now: number): number | null {
  const { etaAt } = status.totals;
  return etaAt !== null && isUnderWay(status.state) ? Math.max(0, Date.parse(etaAt) - now) : null;
}
