import type { PastTask } from '../engine/estimates.ts';
import { isTask } from '../engine/nodes.ts';
import type { RunState } from '../engine/state.ts';
import { attemptLines, byTask, gateMsOf, type HistoryLine } from './history.ts';

/** What agents finished in the runs of the history: one for each task, over all of its attempts. */
export function toPastTasks(lines: readonly HistoryLine[]): readonly PastTask[] {
  return byTask(attemptLines(lines)).flatMap((attempts) => {
    const last = attempts.at(-1);
    if (last?.outcome !== 'finished') return [];
    return [
      {
        agent: last.agent,
        category: last.category ?? null,
        estimateMs: last.estimateMs,
        guessed: last.guessed ?? null,
        durationMs: attempts.reduce((all, { durationMs }) => all + durationMs, 0),
        gateMs: last.gateMs ?? null,
        costUsd: costOf(attempts.map(({ costUsd }) => costUsd)),
      },
    ];
  });
}

/** What agents finished in the runs before this one: the ids of runs are in the order of their starts. */
export function earlierTasks(lines: readonly HistoryLine[], run: string): readonly PastTask[] {
  return toPastTasks(lines.filter((line) => line.run < run));
}

/** What has landed in this run. */
export function ownPastTasks(state: RunState): readonly PastTask[] {
  return [...state.nodes.values()].flatMap((node) => {
    if (node.status.name !== 'landed' || !isTask(node) || node.attempts.length === 0) return [];
    const durationMs = node.attempts.reduce(
      (all, { startedAt, end }) => all + (end === null ? 0 : end.at - startedAt),
      0,
    );
    return [
      {
        agent: node.attempts.at(-1)?.agent ?? node.spec.agent.name,
        category: node.spec.category ?? null,
        estimateMs: node.spec.estimateMs,
        guessed: node.spec.guessed === true,
        durationMs,
        gateMs: node.gates.length === 0 ? null : gateMsOf(node),
        costUsd: costOf(node.attempts.map(({ end }) => end?.usage.costUsd ?? null)),
      },
    ];
  });
}

/** Null when none of them is known. */
function costOf(costs: readonly (number | null)[]): number | null {
  const known = costs.filter((cost) => cost !== null);
  return known.length === 0 ? null : known.reduce((all, cost) => all + cost, 0);
}
