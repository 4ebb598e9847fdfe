import type { TaskStatusRow } from '../shared/status.ts';
import { printable } from './printable.ts';

/** How a task is called where it is shown and typed: with its plan when the run has several. */
export function shownName(task: Pick<TaskStatusRow, 'plan' | 'id'>, several: boolean): string {
  return printable(several ? `${task.plan}/${task.id}` : task.id, 60);
}

/** The command that answers what a task needs from a person; null when it needs nothing. */
export function lineToType(task: TaskStatusRow, several: boolean): string | null {
  if (task.state !== 'needs-you') return null;
  const name = shownName(task, several);
  switch (task.request?.kind) {
    case 'permission':
      return `tutti approve ${name}   (or: tutti deny ${name})`;
    case 'question':
      return `tutti answer ${name} "…"`;
    case 'review':
      return `tutti approve ${name}   (look first: tutti diff ${name})`;
    case 'suspicious':
      return `tutti approve ${name}   (or: tutti retry ${name} --note "…")`;
    case 'conflict':
      return `tutti retry ${name}   (or resolve it in ${printable(task.worktree ?? 'its worktree')}, then: tutti approve ${name})`;
    default:
      return `tutti retry ${name}   (or: tutti skip ${name})`;
  }
}
