import type { PlanView } from '../../shared/planView.ts';

/** True when a run of the plan would have nothing to do: a skipped task would be played. */
export function hasLanded({ tasks }: PlanView): boolean {
  return tasks.size > 0 && [...tasks.values()].every(({ state }) => state === 'landed');
}
