/** How often telemetry is sent, how much of it waits, and how long an export may take with all of its retries. */
export interface TelemetryLimits {
  readonly tracesTimeoutMs: number;
  readonly spanDelayMs: number;
  readonly maxQueuedSpans: number;
  readonly maxSpansAtOnce: number;
  readonly metricsTimeoutMs: number;
  readonly metricIntervalMs: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const hourMs = 60 * 60_000;
/** A command that has ended stays for as long as an export takes. */
const maxTimeoutMs = 60_000;

/**
 * Reads the variables of https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ that the SDK
 * leaves to who opens it. One that is no whole number in bounds counts as not set; the defaults for time are shorter than
 * the specification's, as a receiver that is down must not hold anything up.
 */
export function telemetryLimits(env: Environment): TelemetryLimits {
  const timeoutMs = (signal: 'TRACES' | 'METRICS', ofReader: string): number => {
    const ofExporter =
      numberIn(env, `OTEL_EXPORTER_OTLP_${signal}_TIMEOUT`, maxTimeoutMs) ??
      numberIn(env, 'OTEL_EXPORTER_OTLP_TIMEOUT', maxTimeoutMs) ??
      3_000;
    return Math.min(ofExporter, numberIn(env, ofReader, maxTimeoutMs) ?? ofExporter);
  };
  const maxQueuedSpans = numberIn(env, 'OTEL_BSP_MAX_QUEUE_SIZE', 100_000) ?? 2_048;
  const metricIntervalMs = numberIn(env, 'OTEL_METRIC_EXPORT_INTERVAL', hourMs) ?? 15_000;
  return {
    tracesTimeoutMs: timeoutMs('TRACES', 'OTEL_BSP_EXPORT_TIMEOUT'),
    spanDelayMs: numberIn(env, 'OTEL_BSP_SCHEDULE_DELAY', hourMs) ?? 5_000,
    maxQueuedSpans,
    maxSpansAtOnce: Math.min(numberIn(env, 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 100_000) ?? 512, maxQueuedSpans),
    // The SDK refuses one that is longer than the interval.
    metricsTimeoutMs: Math.min(timeoutMs('METRICS', 'OTEL_METRIC_EXPORT_TIMEOUT'), metricIntervalMs),
    metricIntervalMs,
  };
}

function numberIn(env: Environment, name: string, most: number): number | null {
  const text = env[name]?.trim() ?? '';
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : null;
}
