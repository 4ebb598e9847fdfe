import type { Forecast } from '../engine/forecast.ts';
import { formatDuration, plural } from '../base/quantities.ts';

/** What a run will probably take, against one task after the other. */
export function forecastLines(forecast: Forecast): readonly string[] {
  const { wallMs, sequentialMs, criticalPathMs, peak, bindingLimit, tasks } = forecast;
  if (tasks.length === 0) return ['Nothing is left to do.'];
  const factor = wallMs === 0 ? 1 : sequentialMs / wallMs;
  return [
    `Expected: about ${formatDuration(wallMs)} for ${plural(tasks.length, 'task')}, ${peak} at once at most`,
    `One after the other: ${formatDuration(sequentialMs)} (${factor.toFixed(1)} times as long)`,
    `Longest chain: ${formatDuration(criticalPathMs)}, no number of agents is faster`,
    ...(bindingLimit === null ? [] : [`Most of the waiting is for the limit ${bindingLimit}`]),
  ];
}
