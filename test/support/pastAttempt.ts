import type { HistoryLine } from '../../src/core/projections/history.ts';

/** A line of `history.ndjson`; what is not said is the plainest. */
export function pastAttempt(about: Partial<HistoryLine> = {}): HistoryLine {
  return {
    schema: 1,
    run: 'r',
    plan: 'p',
    task: '1',
    title: 'One',
    attempt: 1,
    cause: 'first',
    agent: 'claude',
    model: null,
    outcome: 'finished',
    reason: null,
    startedAt: '2026-11-20T14:15:00.000Z',
    durationMs: 1_000,
    estimateMs: 1_000,
    tokens: { input: 1, output: 1, cached: 0 },
    costUsd: null,
    ...about,
  };
}
