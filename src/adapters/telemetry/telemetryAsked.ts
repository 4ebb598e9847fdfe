/** Which signals the `OTEL_*` variables ask for; `problem`: one sentence on what can't be done for them. */
export interface TelemetryAsked {
  readonly traces: boolean;
  readonly metrics: boolean;
  readonly problem: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables of https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/. Nothing is
 * asked for unless an endpoint or an exporter is set; the exporter is OTLP over HTTP.
 */
export function telemetryAsked(env: Environment): TelemetryAsked {
  const off = { traces: false, metrics: false, problem: null };
  if (valueOf(env, 'OTEL_SDK_DISABLED')?.toLowerCase() === 'true') return off;
  const traces = signalAsked(env, 'TRACES');
  const metrics = signalAsked(env, 'METRICS');
  const problem = [traces, metrics].find((signal) => typeof signal === 'string');
  return { traces: traces === true, metrics: metrics === true, problem: problem ?? null };
}

function signalAsked(env: Environment, signal: 'TRACES' | 'METRICS'): boolean | string {
  const exporter = valueOf(env, `OTEL_${signal}_EXPORTER`);
  const endpoint =
    valueOf(env, `OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`) ?? valueOf(env, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  if (exporter === 'none' || (exporter === null && endpoint === null)) return false;
  if (exporter !== null && exporter !== 'otlp')
    return `OTEL_${signal}_EXPORTER is \`${exporter}\`, and only otlp and none are known`;
  const protocol =
    valueOf(env, `OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`) ?? valueOf(env, 'OTEL_EXPORTER_OTLP_PROTOCOL');
  if (protocol !== null && !protocol.startsWith('http/'))
    return `OTEL_EXPORTER_OTLP_PROTOCOL is \`${protocol}\`, and only OTLP over HTTP is known`;
  return true;
}

/** An empty variable counts as not set. */
function valueOf(env: Environment, name: string): string | null {
  const value = env[name]?.trim() ?? '';
  return value === '' ? null : value;
}
