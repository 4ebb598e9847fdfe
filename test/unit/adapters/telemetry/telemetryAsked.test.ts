import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { telemetryAsked } from '../../../../src/adapters/telemetry/telemetryAsked.ts';

describe('What the variables of OpenTelemetry ask for', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
  const rows: readonly (readonly [what: string, env: Record<string, string>, asked: string])[] = [
    ['nothing, when none is set', {}, ''],
    ['both, with an endpoint', endpoint, 'traces metrics'],
    ['nothing, with an empty endpoint', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }, ''],
    ['nothing, when it is switched off', { ...endpoint, OTEL_SDK_DISABLED: 'TRUE' }, ''],
    ['one of both, by its exporter', { OTEL_TRACES_EXPORTER: 'otlp' }, 'traces'],
    ['one of both, by its own endpoint', { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://x' }, 'metrics'],
    ['one of both, when the other is `none`', { ...endpoint, OTEL_METRICS_EXPORTER: 'none' }, 'traces'],
    ['over HTTP', { ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }, 'traces metrics'],
    ['not over gRPC, and says so', { ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, '`grpc`'],
    ['no other exporter, and says so', { OTEL_TRACES_EXPORTER: 'zipkin' }, '`zipkin`'],
  ];
  for (const [what, env, expected] of rows) {
    it(what, () => {
      const { traces, metrics, problem } = telemetryAsked(env);
      const words = [
        traces ? 'traces' : '',
        metrics ? 'metrics' : '',
        /`\w+`/.exec(problem ?? '')?.[0] ?? '',
      ];
      assert.equal(words.filter((word) => word !== '').join(' '), expected);
    });
  }
});
