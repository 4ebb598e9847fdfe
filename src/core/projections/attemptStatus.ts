import type { AttemptOutcome } from '../../shared/attempt.ts';
import type { AttemptStateWord, AttemptStatus } from '../../shared/status.ts';
import { fileNameOf } from '../engine/runPlan.ts';
import type { Attempt, NodeState } from '../engine/state.ts';
import type { LiveWorker } from './liveWorkers.ts';

const maxAttempts = 10;

/** The latest attempts of a task, oldest first; `live` is what its agent says now. */
export function attemptsOf(node: NodeState, live: LiveWorker | undefined): readonly AttemptStatus[] {
  return node.attempts.slice(-maxAttempts).map((attempt) => {
    const { number, cause, agent, end, launch, verdict } = attempt;
    return {
      number,
      cause,
      agent,
      model: end?.model ?? null,
      state: wordOf(attempt),
      reason: verdict?.reason ?? end?.reason ?? null,
      startedAt: iso(attempt.startedAt),
      endedAt: end === null ? null : iso(end.at),
      costUsd: end === null ? (live?.usage?.costUsd ?? null) : end.usage.costUsd,
      base: launch?.start ?? null,
      commit: attempt.commit,
      folder: `attempts/${fileNameOf(attempt.ref)}/${String(number)}`,
    };
  });
}

function wordOf({ launch, end, verdict }: Attempt): AttemptStateWord {
  if (verdict !== null) return verdict.kind;
  if (end !== null) return outcomeWords[end.outcome];
  return launch === null ? 'preparing' : 'running';
}

const outcomeWords: Readonly<Record<AttemptOutcome, AttemptStateWord>> = {
  finished: 'finished',
  failed: 'failed',
  timedOut: 'timed-out',
  overBudget: 'over-budget',
  interrupted: 'interrupted',
  crashed: 'crashed',
  transient: 'transient',
  rateLimited: 'rate-limited',
};

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
