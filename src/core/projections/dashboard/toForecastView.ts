import type { ForecastView } from '../../../shared/dashboard/view.ts';
import type { Forecast } from '../../engine/forecast.ts';

/** A forecast from a moment on (epoch ms). */
export function toForecastView(forecast: Forecast, now: number): ForecastView {
  const { wallMs, wallRange, costUsd } = forecast;
  return {
    wallMs: { expected: wallMs, low: wallRange?.low ?? null, high: wallRange?.high ?? null },
    sequentialMs: forecast.sequentialMs,
    criticalPathMs: forecast.criticalPathMs,
    criticalPath: forecast.criticalPath,
    peak: forecast.peak,
    utilization: forecast.utilization,
    bindingLimit: forecast.bindingLimit,
    costUsd:
      costUsd === null
        ? null
        : { expected: costUsd.expected, low: costUsd.range.low, high: costUsd.range.high },
    tasks: forecast.tasks.map(({ ref, startMs, endMs, slackMs, basis }) => ({
      ref,
      startAt: now + startMs,
      endAt: now + endMs,
      slackMs,
      basis,
    })),
    hints: forecast.hints,
  };
}
