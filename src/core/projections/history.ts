import { isTask } from '../engine/nodes.ts';
import type { NodeState, RunState } from '../engine/state.ts';

/** One line of `history.ndjson`: an attempt that ended, for forecasts and metrics over runs. */
export interface HistoryLine {
  readonly schema: 1;
  readonly run: string;
  readonly plan: string;
  readonly task: string;
  readonly title: string;
  readonly attempt: number;
  readonly cause: string;
  readonly agent: string;
  readonly model: string | null;
  readonly outcome: string;
  readonly reason: string | null;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly estimateMs: number;
  readonly tokens: { readonly input: number; readonly output: number; readonly cached: number };
  readonly costUsd: number | null;
}

/** The line of a task's latest attempt; null while it goes on. */
export function historyLine(state: RunState, node: NodeState): HistoryLine | null {
  const attempt = node.attempts.at(-1);
  if (attempt?.end === undefined || attempt.end === null || !isTask(node)) return null;
  const { end } = attempt;
  return {
    schema: 1,
    run: state.run,
    plan: node.plan,
    task: node.spec.id,
    title: node.spec.title,
    attempt: attempt.number,
    cause: attempt.cause,
    agent: node.spec.agent.name,
    model: end.model ?? node.spec.agent.model,
    outcome: end.outcome,
    reason: end.reason,
    startedAt: new Date(attempt.startedAt).toISOString(),
    durationMs: end.at - attempt.startedAt,
    estimateMs: node.spec.estimateMs,
    tokens: { input: end.usage.inputTokens, output: end.usage.outputTokens, cached: end.usage.cachedTokens },
    costUsd: end.usage.costUsd,
  };
}
