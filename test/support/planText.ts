import type { Diagnostic, KnownNames, Plan, Range, Task } from '../../src/core/plan/plan.ts';
import { parsePlan } from '../../src/core/plan/parsePlan.ts';
import type { PlanGraph } from '../../src/core/graph/graph.ts';
import { checkPlan } from '../../src/core/graph/checkPlan.ts';

/** A plan from its lines. */
export function planOf(lines: readonly string[], names?: KnownNames): Plan {
  return parsePlan(lines.join('\n'), { path: 'plans/test.md', ...(names === undefined ? {} : { names }) });
}

export function checked(lines: readonly string[]): { readonly plan: Plan; readonly graph: PlanGraph } {
  return checkPlan(lines.join('\n'), { path: 'plans/test.md' });
}

export function taskOf(plan: Plan, id: string): Task {
  const task = plan.tasks.find((candidate) => candidate.id === id);
  if (task === undefined)
    throw new Error(`no task ${id} among ${plan.tasks.map((other) => other.id).join(', ')}`);
  return task;
}

/** Diagnostics as `line:column-endColumn code`. */
export function problems(plan: { readonly diagnostics: readonly Diagnostic[] }): string[] {
  return plan.diagnostics.map(({ code, ...range }) => `${placeOf(range)} ${code}`);
}

export function placeOf({ line, column, endColumn }: Range): string {
  return `${String(line)}:${String(column)}-${String(endColumn)}`;
}

/** Edges as `from why to`, in the order in which they were found. */
export function edgesOf(graph: PlanGraph): string[] {
  return graph.edges.map(({ from, to, why }) => `${from} ${why} ${to}`);
}

/** The text that a range of one line covers. */
export function textAt(lines: readonly string[], { line, column, endColumn }: Range): string {
  return lines[line - 1]?.slice(column - 1, endColumn - 1) ?? '';
}
