import type { RunStatus, TaskStatusRow } from '../../shared/status.ts';

/** What differs between two statuses: for views that refresh single rows. */
export interface StatusChange {
  /** Refs (`plan/id`) of the tasks whose row differs; `all` when the rows themselves came or went. */
  readonly tasks: ReadonlySet<string> | 'all';
  /** The run's state, plans, totals or limits. */
  readonly run: boolean;
  readonly workers: boolean;
}

export function statusChange(before: RunStatus | null, after: RunStatus | null): StatusChange {
  if (before === null || after === null || before.run !== after.run)
    return { tasks: 'all', run: true, workers: true };
  return {
    tasks: tasksThatDiffer(before.tasks, after.tasks),
    run: differ({ ...before, ...unrelated }, { ...after, ...unrelated }),
    workers: differ(before.workers, after.workers),
  };
}

const unrelated = { tasks: null, workers: null, version: 0, updatedAt: '' };

function tasksThatDiffer(
  before: readonly TaskStatusRow[],
  after: readonly TaskStatusRow[],
): ReadonlySet<string> | 'all' {
  if (before.length !== after.length) return 'all';
  const changed = new Set<string>();
  for (const [index, row] of after.entries()) {
    const old = before[index];
    if (old?.id !== row.id || old.plan !== row.plan) return 'all';
    if (differ(old, row)) changed.add(`${row.plan}/${row.id}`);
  }
  return changed;
}

/** By value, for plain data; with little garbage, as a plan of 1,000 tasks is compared several times a second. */
function differ(before: unknown, after: unknown): boolean {
  if (before === after) return false;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null)
    return true;
  let fields = 0;
  for (const key in after) {
    fields += 1;
    if (differ(Reflect.get(before, key), Reflect.get(after, key))) return true;
  }
  return fields !== Object.keys(before).length;
}
