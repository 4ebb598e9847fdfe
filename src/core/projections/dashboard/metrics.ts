import type { MetricsView } from '../../../shared/dashboard/view.ts';
import { anomaliesOf } from './anomalies.ts';
import { figuresOf } from './figures.ts';
import { machineCharts } from './machineCharts.ts';
import type { MetricFacts } from './metricFacts.ts';
import { runCharts } from './runCharts.ts';
import { trendCharts } from './trendCharts.ts';

/** All figures and charts of a run, beside those of earlier ones. */
export function metricsOf(facts: MetricFacts, all: MetricFacts['past']): MetricsView {
  return {
    figures: figuresOf(facts),
    charts: [...runCharts(facts), ...machineCharts(facts.resources), ...trendCharts(all)],
    anomalies: anomaliesOf(facts),
  };
}
