import type { Forecast } from '../engine/forecast.ts';
import { durationText, usdText, plural } from '../../shared/dashboard/quantities.ts';
import { printable } from '../base/printable.ts';

/** What a run will probably take, against one task after the other. */
export function forecastLines(forecast: Forecast): readonly string[] {
  const { wallMs, wallRange, sequentialMs, criticalPathMs, peak, bindingLimit, tasks, costUsd } = forecast;
  if (tasks.length === 0) return ['Nothing is left to do.'];
  const factor = wallMs === 0 ? 1 : sequentialMs / wallMs;
  const range =
    wallRange === null
      ? ''
      : ` (8 of 10 times ${durationText(wallRange.low)} to ${durationText(wallRange.high)})`;
  return [
    `Expected: about ${durationText(wallMs)}${range} for ${plural(tasks.length, 'task')}, ${peak} at once at most`,
    `One after the other: ${durationText(sequentialMs)} (${factor.toFixed(1)} times as long)`,
    `Longest chain: ${durationText(criticalPathMs)}, no number of agents is faster`,
    `Slots in use: ${String(Math.round(forecast.utilization * 100))} % of the time`,
    ...(costUsd === null
      ? []
      : [
          `Cost: about ${usdText(costUsd.expected)} (8 of 10 times ${usdText(costUsd.range.low)} to ${usdText(costUsd.range.high)})`,
        ]),
    `Estimates: ${basesOf(tasks.map(({ basis }) => basis))}`,
    ...(bindingLimit === null ? [] : [`Most of the waiting is for the limit ${bindingLimit}`]),
    ...forecast.hints.map((hint) => `What would help: ${hint}`),
  ];
}

/** `declared (8), 12 past tasks of claude, off by 18 % (4)`: the most frequent first, at most four. */
function basesOf(bases: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const basis of bases) counts.set(basis, (counts.get(basis) ?? 0) + 1);
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  const shown = sorted.slice(0, 4).map(([basis, count]) => `${printable(basis)} (${String(count)})`);
  return sorted.length > 4 ? `${shown.join('; ')}; …` : shown.join('; ');
}
