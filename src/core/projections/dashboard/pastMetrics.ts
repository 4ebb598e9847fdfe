import type { Figure, MetricsView } from '../../../shared/dashboard/view.ts';
import { durationText, plural } from '../../../shared/dashboard/quantities.ts';
import { quantile } from '../../base/quantiles.ts';
import { attemptLines, type HistoryLine } from '../history.ts';
import { trendCharts } from './trendCharts.ts';

/** What earlier runs tell while there is none to look at; empty where there are none. */
export function pastMetrics(past: readonly HistoryLine[]): MetricsView {
  const attempts = attemptLines(past);
  if (attempts.length === 0) return { figures: [], charts: [], anomalies: [] };
  return { figures: figuresOf(attempts), charts: trendCharts(attempts), anomalies: [] };
}

function figuresOf(attempts: readonly HistoryLine[]): readonly Figure[] {
  const runs = new Set(attempts.map(({ run }) => run)).size;
  const times = attempts.map(({ durationMs }) => durationMs);
  const [p50, p90] = [quantile(times, 0.5) ?? 0, quantile(times, 0.9) ?? 0];
  return [
    {
      id: 'runs',
      label: 'Earlier runs',
      value: plural(runs, 'run'),
      note: `with ${plural(attempts.length, 'attempt')}`,
    },
    {
      id: 'attempts',
      label: 'Attempt time',
      value: `${durationText(p50)} (p50), ${durationText(p90)} (p90)`,
      note: 'of all agents, in earlier runs',
    },
  ];
}
