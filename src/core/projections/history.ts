import { sum } from '../base/quantiles.ts';
import { isTask } from '../engine/nodes.ts';
import type { NodeState, RunState } from '../engine/state.ts';

/**
 * One line of `history.ndjson`: an attempt that ended, for forecasts and metrics over runs. Once its task has landed
 * there is another line of the same attempt, which then counts.
 */
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
  /** True: the plan said no estimate, so it is the default; absent in lines of earlier versions. */
  readonly guessed?: boolean;
  readonly tokens: { readonly input: number; readonly output: number; readonly cached: number };
  readonly costUsd: number | null;
  /** What the plan calls its kind of work; absent in lines of earlier versions. */
  readonly category?: string | null;
  /** What its gate commands took; absent or null until its task has landed. */
  readonly gateMs?: number | null;
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
    // Its task may have been given to another one meanwhile.
    agent: attempt.agent,
    model: end.model ?? (node.spec.agent.name === attempt.agent ? node.spec.agent.model : null),
    outcome: end.outcome,
    reason: end.reason,
    startedAt: new Date(attempt.startedAt).toISOString(),
    durationMs: end.at - attempt.startedAt,
    estimateMs: node.spec.estimateMs,
    guessed: node.spec.guessed === true,
    tokens: { input: end.usage.inputTokens, output: end.usage.outputTokens, cached: end.usage.cachedTokens },
    costUsd: end.usage.costUsd,
    category: node.spec.category ?? null,
    gateMs: node.status.name === 'landed' ? gateMsOf(node) : null,
  };
}

/** By the outcome of an attempt: what a person interrupts is no error. */
export function wentWrong(outcome: string): boolean {
  return outcome !== 'finished' && outcome !== 'interrupted';
}

/** Of the work of its latest attempt. */
export function gateMsOf({ gates, attempts }: NodeState): number {
  return sum(gates.filter(({ attempt }) => attempt === attempts.length).map(({ durationMs }) => durationMs));
}

/** One line for each attempt: the last that was written of it. The same array for the same lines. */
export function attemptLines(lines: readonly HistoryLine[]): readonly HistoryLine[] {
  const known = lastOf.get(lines);
  if (known !== undefined) return known;
  const byAttempt = new Map<string, HistoryLine>();
  for (const line of lines)
    byAttempt.set(JSON.stringify([line.run, line.plan, line.task, line.attempt]), line);
  const found = [...byAttempt.values()];
  lastOf.set(lines, found);
  return found;
}

/** The attempts of each task in each run. */
export function byTask(lines: readonly HistoryLine[]): readonly (readonly HistoryLine[])[] {
  const tasks = new Map<string, HistoryLine[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.run, line.plan, line.task]);
    const known = tasks.get(key);
    if (known === undefined) tasks.set(key, [line]);
    else known.push(line);
  }
  return [...tasks.values()];
}

const lastOf = new WeakMap<readonly HistoryLine[], readonly HistoryLine[]>();
