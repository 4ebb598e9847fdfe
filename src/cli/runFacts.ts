import type { RunStatus } from '../shared/status.ts';
import { elapsedMs, formatCount, formatDuration, formatUsd } from './quantities.ts';

/** Landed and total tasks over all plans. */
export function countLanded({ plans }: RunStatus): { readonly landed: number; readonly total: number } {
  return {
    landed: plans.reduce((sum, plan) => sum + plan.landed, 0),
    total: plans.reduce((sum, plan) => sum + plan.total, 0),
  };
}

/** Elapsed time at `now` (epoch ms), what is left of it, tokens, money: as far as they are known. */
export function runFacts({ startedAt, updatedAt, state, totals }: RunStatus, now: number): readonly string[] {
  const live = state === 'running' || state === 'paused' || state === 'draining';
  const elapsed = elapsedMs(startedAt, live ? null : updatedAt, now);
  const left = live && totals.etaAt !== null ? Date.parse(totals.etaAt) - now : null;
  return [
    ...(elapsed === null ? [] : [formatDuration(elapsed)]),
    ...(left === null ? [] : [`about ${formatDuration(left)} left`]),
    ...(totals.tokens === 0 ? [] : [`${formatCount(totals.tokens)} tokens`]),
    ...(totals.costUsd === 0 ? [] : [formatUsd(totals.costUsd)]),
  ];
}
