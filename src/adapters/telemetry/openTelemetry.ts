import type { Meter } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { JournalEvent } from '../../core/engine/events.ts';
import type { Measure } from '../../core/projections/runMeasures.ts';
import { RunTracer, type AttemptLookup } from './runTracer.ts';
import type { TelemetryAsked } from './telemetryAsked.ts';
import type { TelemetryLimits } from './telemetryLimits.ts';

export interface TelemetryOptions {
  readonly asked: TelemetryAsked;
  readonly limits: TelemetryLimits;
  readonly run: string;
  readonly attemptOf: AttemptLookup;
  /** The figures as they are now. */
  readonly measures: () => readonly Measure[];
  /** Told once, however often an export fails. */
  readonly onFault: (reason: string) => void;
}

/** Telemetry of one run, as long as this process plays it. */
export interface Telemetry {
  take(event: JournalEvent): void;
  /** Ends what is open and sends the rest; resolves also when that fails, in a few seconds at most. */
  close(): Promise<void>;
}

/** Opens the SDK for one run. It reads its endpoint, headers and the like from the `OTEL_*` variables by itself. */
export function openTelemetry(options: TelemetryOptions): Telemetry {
  const { asked, limits } = options;
  const resource = resourceFromAttributes({ 'service.name': 'tutti' }).merge(
    detectResources({ detectors: [envDetector] }),
  );
  const onFault = once(options.onFault);
  const traces = new TracerProvider({
    resource,
    spanProcessors: asked.traces
      ? [
          new BatchSpanProcessor({
            exporter: telling(new OTLPTraceExporter({ timeoutMillis: limits.tracesTimeoutMs }), onFault),
            maxQueueSize: limits.maxQueuedSpans,
            maxExportBatchSize: limits.maxSpansAtOnce,
            scheduledDelayMillis: limits.spanDelayMs,
            exportTimeoutMillis: limits.tracesTimeoutMs,
          }),
        ]
      : [],
  });
  const metrics = new MeterProvider({
    resource,
    readers: asked.metrics
      ? [
          new PeriodicExportingMetricReader({
            exporter: telling(new OTLPMetricExporter({ timeoutMillis: limits.metricsTimeoutMs }), onFault),
            exportIntervalMillis: limits.metricIntervalMs,
            exportTimeoutMillis: limits.metricsTimeoutMs,
          }),
        ]
      : [],
  });
  const meter = metrics.getMeter('tutti');
  observe(meter, options.measures);
  const tracer = new RunTracer({
    ...options,
    tracer: traces.getTracer('tutti'),
    attemptDuration: meter.createHistogram('tutti.attempt.duration', { unit: 's' }),
    gateDuration: meter.createHistogram('tutti.gate.duration', { unit: 's' }),
  });
  return {
    take: (event) => tracer.take(event),
    close: async () => {
      tracer.close();
      await Promise.allSettled([traces.shutdown(), metrics.shutdown()]);
    },
  };
}

/** `tutti_tokens_total` is `tutti.tokens` here: the convention of each. */
function observe(meter: Meter, measures: () => readonly Measure[]): void {
  const instruments = new Map(
    measures().map(({ name, help: description, type }) => {
      const ownName = name.replace(/^tutti_/, 'tutti.').replace(/_total$/, '');
      const instrument =
        type === 'counter'
          ? meter.createObservableCounter(ownName, { description })
          : meter.createObservableGauge(ownName, { description });
      return [name, instrument];
    }),
  );
  meter.addBatchObservableCallback(
    (result) => {
      for (const { name, samples } of measures()) {
        const instrument = instruments.get(name);
        if (instrument === undefined) continue;
        for (const { labels, value } of samples) result.observe(instrument, value, labels);
      }
    },
    [...instruments.values()],
  );
}

interface Exporter<Batch, Outcome> {
  export(batch: Batch, done: (outcome: Outcome) => void): void;
}

/** The same exporter, which tells when it fails. */
function telling<
  Batch,
  Outcome extends { readonly code: number; readonly error?: Error },
  Kind extends Exporter<Batch, Outcome>,
>(exporter: Kind & Exporter<Batch, Outcome>, onFault: (reason: string) => void): Kind {
  const send = exporter.export.bind(exporter);
  exporter.export = (batch: Batch, done: (outcome: Outcome) => void) => {
    send(batch, (outcome: Outcome) => {
      if (outcome.code !== 0) onFault(outcome.error?.message ?? 'the receiver did not take it');
      done(outcome);
    });
  };
  return exporter;
}

function once(tell: (reason: string) => void): (reason: string) => void {
  let told = false;
  return (reason) => {
    if (told) return;
    told = true;
    tell(reason);
  };
}
