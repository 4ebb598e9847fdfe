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

function differ(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}
