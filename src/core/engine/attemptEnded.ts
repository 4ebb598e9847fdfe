import type { AttemptConclusion } from '../../shared/attempt.ts';
import type { AttemptUsage } from '../../shared/attemptEvent.ts';
import type { AttemptEnded } from './events.ts';
import type { Attempt, NodeState } from './state.ts';

export const noUsage: AttemptUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cachedTokens: 0,
  costUsd: null,
  contextUsed: null,
};

const maxSummary = 500;

/** The event of a conclusion; of a longer record, only what a conclusion has. */
export function attemptEnded(node: NodeState, attempt: Attempt, conclusion: AttemptConclusion): AttemptEnded {
  const { outcome, reason, session, model, usage, denied, resetAt } = conclusion;
  const summary = conclusion.summary.slice(-maxSummary);
  const task = node.ref;
  return {
    type: 'attemptEnded',
    task,
    attempt: attempt.number,
    outcome,
    reason,
    session,
    model,
    usage,
    denied,
    summary,
    resetAt,
  };
}

/** Of an attempt whose agent was never started, for a reason that may pass. */
export function neverRan(reason: string): AttemptConclusion {
  return {
    outcome: 'transient',
    reason,
    session: null,
    model: null,
    usage: noUsage,
    denied: [],
    summary: '',
    resetAt: null,
  };
}
