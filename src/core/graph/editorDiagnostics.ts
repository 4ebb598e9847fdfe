import type { Diagnostic, Plan, Range, Task } from '../plan/plan.ts';
import { diagnosticAt, sortDiagnostics } from '../plan/report.ts';
import type { PlanGraph } from './graph.ts';

const longestPath = 50;

/** The plan's diagnostics for an editor: a cycle is told at each dependency that it goes along, with its whole path. */
export function editorDiagnostics(plan: Plan, graph: PlanGraph): readonly Diagnostic[] {
  if (graph.cycles.length === 0) return plan.diagnostics;
  const tasks = new Map(plan.tasks.map((task) => [task.id, task]));
  const others = plan.diagnostics.filter(({ code }) => code !== 'plan/cycle');
  return sortDiagnostics([...others, ...graph.cycles.flatMap((cycle) => cycleDiagnostics(cycle, tasks))]);
}

interface Edge {
  readonly waits: string;
  readonly for: string;
  readonly range: Range;
}

function cycleDiagnostics(cycle: readonly string[], tasks: ReadonlyMap<string, Task>): Diagnostic[] {
  const edges = cycle.slice(1, longestPath + 1).flatMap((id, index): Edge | [] => {
    const task = tasks.get(id);
    const before = cycle[index] ?? '';
    return task === undefined
      ? []
      : { waits: id, for: before, range: placeOfEdge(task, tasks.get(before) ?? null) };
  });
  const path = cycle.slice(0, longestPath).join(' → ');
  return edges.map((edge) =>
    diagnosticAt(edge.range, {
      code: 'plan/cycle',
      severity: 'error',
      message:
        edge.waits === edge.for
          ? `"${edge.waits}" waits for itself; remove the dependency.`
          : `"${edge.waits}" waits for "${edge.for}", and that in turn for "${edge.waits}": ${path}. Remove one of the dependencies.`,
      related: edges.map(({ waits, for: before, range }) => ({
        ...range,
        message: `"${waits}" waits for "${before}".`,
      })),
    }),
  );
}

/** Where the task says that it waits for the other; its id when only the order of phases says so. */
function placeOfEdge(task: Task, before: Task | null): Range {
  const named = task.depends.find((dependency) => dependency.kind === 'task' && dependency.id === before?.id);
  const phase = task.depends.find((dependency) => dependency.kind === 'phase');
  return named?.range ?? phase?.range ?? task.idRange ?? task.checkbox;
}
