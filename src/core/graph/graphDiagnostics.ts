import type { Dependency, Diagnostic, Range, Task } from '../plan/plan.ts';
import { diagnosticAt } from '../plan/report.ts';
import type { Overlap } from './graph.ts';

export function reportSyncOrder(task: Task, dependency: Dependency): Diagnostic {
  const name = dependency.kind === 'external' ? dependency.text : dependency.id;
  return diagnosticAt(dependency.range, {
    code: 'plan/sync-order',
    severity: 'error',
    message: `"${task.id}" depends on "${name}", which a later [SYNC] phase holds back until "${task.id}" has landed; remove the dependency or move the task.`,
  });
}

const longestPath = 20;

export function reportCycle(cycle: readonly string[], tasks: readonly Task[]): Diagnostic {
  const members = new Set(cycle);
  const onCycle = tasks.filter((task) => members.has(task.id));
  const first = onCycle.find((task) => dependencyOnCycle(task, members) !== null) ?? onCycle[0];
  const shown =
    cycle.length <= longestPath + 1 ? cycle : [...cycle.slice(0, longestPath), '…', ...cycle.slice(-1)];
  const range = first === undefined ? null : (dependencyOnCycle(first, members) ?? placeOf(first));
  return diagnosticAt(range ?? { line: 1, column: 1, endLine: 1, endColumn: 1 }, {
    code: 'plan/cycle',
    severity: 'error',
    message:
      members.size === 1
        ? `"${cycle[0] ?? ''}" waits for itself; remove the dependency.`
        : `These tasks wait for each other, each for the one before it: ${shown.join(' → ')}. Remove one of the dependencies.`,
    related: onCycle
      .slice(0, longestPath)
      .map((task) => ({ ...placeOf(task), message: `"${task.id}" is on the cycle.` })),
  });
}

function dependencyOnCycle(task: Task, members: ReadonlySet<string>): Range | null {
  const on = task.depends.find((dependency) => dependency.kind === 'task' && members.has(dependency.id));
  return (on ?? task.depends.find((dependency) => dependency.kind === 'phase'))?.range ?? null;
}

export function reportOverlap(overlap: Overlap, tasks: ReadonlyMap<string, Task>): Diagnostic[] {
  const [first, second] = [tasks.get(overlap.tasks[0]), tasks.get(overlap.tasks[1])];
  if (first === undefined || second === undefined) return [];
  const files = overlap.files.slice(0, 3).join(', ');
  const more = overlap.files.length > 3 ? ` and ${String(overlap.files.length - 3)} more` : '';
  const verb = overlap.source === 'declared' ? 'both declare' : 'both name';
  return [
    diagnosticAt(placeOf(second), {
      code: 'plan/shared-files',
      severity: overlap.source === 'declared' ? 'warning' : 'info',
      message: `"${first.id}" and "${second.id}" could run at the same time and ${verb} ${files}${more}; they take turns unless one depends on the other.`,
      related: [{ ...placeOf(first), message: `"${first.id}" is here.` }],
    }),
  ];
}

function placeOf(task: Task): Range {
  return task.idRange ?? task.checkbox;
}
