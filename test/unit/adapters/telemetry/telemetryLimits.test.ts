import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { telemetryLimits, type TelemetryLimits } from '../../../../src/adapters/telemetry/telemetryLimits.ts';

describe('How telemetry is sent', () => {
  const usual: TelemetryLimits = {
    tracesTimeoutMs: 3_000,
    spanDelayMs: 5_000,
    maxQueuedSpans: 2_048,
    maxSpansAtOnce: 512,
    metricsTimeoutMs: 3_000,
    metricIntervalMs: 15_000,
  };
  const rows: readonly (readonly [what: string, Record<string, string>, Partial<TelemetryLimits>])[] = [
    ['as usual, when nothing is set', {}, {}],
    ['as often as is asked', { OTEL_METRIC_EXPORT_INTERVAL: '60000' }, { metricIntervalMs: 60_000 }],
    [
      'with the time that is given, and no more for metrics than lies between two',
      { OTEL_EXPORTER_OTLP_TIMEOUT: '20000' },
      { tracesTimeoutMs: 20_000, metricsTimeoutMs: 15_000 },
    ],
    [
      'with the time that is given to one signal',
      { OTEL_EXPORTER_OTLP_TIMEOUT: '9000', OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: ' 5000 ' },
      { tracesTimeoutMs: 9_000, metricsTimeoutMs: 5_000 },
    ],
    [
      'in batches no larger than what waits',
      { OTEL_BSP_MAX_QUEUE_SIZE: '100', OTEL_BSP_SCHEDULE_DELAY: '50', OTEL_BSP_EXPORT_TIMEOUT: '700' },
      { maxQueuedSpans: 100, maxSpansAtOnce: 100, spanDelayMs: 50, tracesTimeoutMs: 700 },
    ],
    [
      'as usual, when what is set makes no sense',
      {
        OTEL_METRIC_EXPORT_INTERVAL: '0',
        OTEL_EXPORTER_OTLP_TIMEOUT: 'soon',
        OTEL_BSP_MAX_QUEUE_SIZE: '-5',
        OTEL_BSP_SCHEDULE_DELAY: '99999999999',
      },
      {},
    ],
  ];
  for (const [what, env, limits] of rows) {
    it(what, () => {
      assert.deepEqual(telemetryLimits(env), { ...usual, ...limits });
    });
  }
});
