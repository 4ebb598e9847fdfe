import assert from 'node:assert/strict';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { describe, it } from 'mocha';
import { RunTracer, type AttemptLookup } from '../../../../src/adapters/telemetry/runTracer.ts';
import type { RunEvent } from '../../../../src/core/engine/events.ts';

const minuteMs = 60_000;

const ended = {
  type: 'attemptEnded',
  task: 'plan/A1',
  attempt: 1,
  outcome: 'finished',
  reason: '',
  session: null,
  model: null,
  usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costUsd: null, contextUsed: null },
  denied: [],
  summary: '',
  resetAt: null,
} as const satisfies RunEvent;

/** Spans and durations (s) of attempts that an owner sends for its events. */
function trace(attemptOf: AttemptLookup, events: readonly (readonly [at: number, event: RunEvent])[]) {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const durations: number[] = [];
  const tracer = new RunTracer({
    tracer: provider.getTracer('test'),
    attemptDuration: { record: (seconds) => durations.push(seconds) },
    gateDuration: { record: () => undefined },
    run: 'run',
    attemptOf,
  });
  for (const [index, [at, event]] of events.entries())
    tracer.take({ seq: index + 1, at, generation: 2, ...event });
  tracer.close();
  const spans = exporter.getFinishedSpans().map(({ name, startTime, endTime, attributes }) => ({
    name,
    minutes: [startTime, endTime].map(([seconds]) => seconds / 60),
    cause: attributes['tutti.cause'],
    agent: attributes['tutti.agent'],
  }));
  return { spans, durations };
}

describe('Traces of a run', () => {
  it('give an attempt that an earlier owner started its start, cause and agent', () => {
    const began = { startedAt: 10 * minuteMs, cause: 'repair', agent: 'claude' } as const;
    const { spans, durations } = trace(
      () => began,
      [
        [30 * minuteMs, { type: 'runResumed', attended: false, budget: { usd: null, tokens: null } }],
        [40 * minuteMs, ended],
      ],
    );
    assert.deepEqual(spans, [
      { name: 'attempt', minutes: [10, 40], cause: 'repair', agent: 'claude' },
      { name: 'task', minutes: [10, 40], cause: undefined, agent: undefined },
      { name: 'run', minutes: [30, 40], cause: undefined, agent: undefined },
    ]);
    assert.deepEqual(durations, [30 * 60]);
  });
});
