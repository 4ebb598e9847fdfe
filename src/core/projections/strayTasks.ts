import type { TaskView } from '../../shared/planView.ts';
import { isUnderWay } from '../../shared/runState.ts';
import type { RunStatus, TaskStatusRow, TaskStateWord } from '../../shared/status.ts';
import type { Plan } from '../plan/plan.ts';

/**
 * Tasks that the run has of a plan while its text does not: it was edited after they had started, does not parse, or
 * its file is gone. By id; `rows` are those of the plan in the run.
 */
export function strayTasks(
  plan: Plan,
  rows: ReadonlyMap<string, TaskStatusRow>,
  { state }: RunStatus,
): ReadonlyMap<string, TaskView> {
  // Later the text has the last word again, unless it has none.
  if (!isUnderWay(state) && (plan.tasks.length > 0 || state === 'done')) return new Map();
  const known = new Set(plan.tasks.map(({ id }) => id));
  const strays = [...rows.values()].filter(({ id }) => !known.has(id));
  return new Map(strays.map((row) => [row.id, toTaskView(row, rows)]));
}

function toTaskView(row: TaskStatusRow, rows: ReadonlyMap<string, TaskStatusRow>): TaskView {
  const { plan, id, title, phase, state, why } = row;
  const waits = state === 'pending' || state === 'blocked';
  return {
    ref: `${plan}/${id}`,
    plan,
    id,
    title,
    kind: 'task',
    phase,
    parent: null,
    line: 1,
    state,
    why,
    blockers: waits ? row.dependsOn.flatMap((other) => blocker(rows.get(other))) : [],
    dependents: [],
    row,
  };
}

function blocker(
  row: TaskStatusRow | undefined,
): readonly { readonly id: string; readonly state: TaskStateWord }[] {
  if (row === undefined || row.state === 'landed' || row.state === 'skipped') return [];
  return [{ id: row.id, state: row.state }];
}
