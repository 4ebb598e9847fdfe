import { setTimeout as delay } from 'node:timers/promises';
import type { Telemetry } from '../adapters/telemetry/openTelemetry.ts';
import type { AttemptLookup } from '../adapters/telemetry/runTracer.ts';
import { telemetryAsked } from '../adapters/telemetry/telemetryAsked.ts';
import { telemetryLimits } from '../adapters/telemetry/telemetryLimits.ts';
import { reasonOf } from '../core/base/systemFault.ts';
import type { JournalEvent } from '../core/engine/events.ts';
import { runMeasures } from '../core/projections/runMeasures.ts';
import type { RunHandle } from './project.ts';

/** How long the end of a run waits for the last of it to be sent. */
const closePatienceMs = 4_000;

interface Observed {
  readonly handle: Pick<RunHandle, 'run' | 'status' | 'onEvent'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly attemptOf: AttemptLookup;
  /** Why nothing is sent; at most once. */
  readonly onFault: (reason: string) => void;
}

/** Sends the run's traces and metrics, as far as the `OTEL_*` variables ask for it. */
export interface RunTelemetry {
  /** Sends the rest; resolves in a few seconds at most. */
  close(): Promise<void>;
}

/** Costs nothing, and loads nothing, when nothing is asked for. */
export function observeRun(observed: Observed): RunTelemetry {
  const asked = telemetryAsked(observed.env);
  if (asked.problem !== null) observed.onFault(asked.problem);
  if (!asked.traces && !asked.metrics) return { close: () => Promise.resolve() };
  const opening = open(observed, asked).catch((error: unknown) => {
    observed.onFault(reasonOf(error));
    return null;
  });
  return {
    close: async () => {
      const patience = new AbortController();
      const closing = opening.then((opened) => {
        opened?.stop();
        return opened?.telemetry.close();
      });
      const { signal } = patience;
      await Promise.race([closing, delay(closePatienceMs, null, { signal })]);
      patience.abort();
    },
  };
}

async function open(
  { handle, env, attemptOf, onFault }: Observed,
  asked: ReturnType<typeof telemetryAsked>,
): Promise<{ readonly telemetry: Telemetry; readonly stop: () => void }> {
  const { openTelemetry } = await import('../adapters/telemetry/openTelemetry.ts');
  const { run } = handle;
  const telemetry = openTelemetry({
    asked,
    limits: telemetryLimits(env),
    run,
    attemptOf,
    onFault,
    measures: () => runMeasures(handle.status()),
  });
  const before: JournalEvent[] = [];
  let live = false;
  const stop = handle.onEvent((event) => {
    if (live) telemetry.take(event);
    else before.push(event);
  });
  live = true;
  // What earlier owners did is theirs to tell.
  const generation = before.at(-1)?.generation;
  for (const event of before) if (event.generation === generation) telemetry.take(event);
  return { telemetry, stop };
}
