import { printable } from '../core/base/printable.ts';

/** How a task is called where it is shown and typed: with its plan when the run has several. */
export function shownName(task: { readonly plan: string; readonly id: string }, several: boolean): string {
  return printable(several ? `${task.plan}/${task.id}` : task.id, 60);
}

/** The command that answers what a task needs from a person; `kind` is that of the need. */
export function lineToType(name: string, kind: string | null, worktree: string | null): string {
  switch (kind) {
    case 'permission':
      return `tutti approve ${name}   (or: tutti deny ${name})`;
    case 'question':
      return `tutti answer ${name} "…"`;
    case 'review':
      return `tutti approve ${name}   (look first: tutti diff ${name})`;
    case 'suspicious':
      return `tutti approve ${name}   (or: tutti retry ${name} --note "…")`;
    case 'conflict':
      return worktree === null
        ? `tutti retry ${name}`
        : `tutti retry ${name}   (or resolve it in ${printable(worktree)}, then: tutti approve ${name})`;
    default:
      return `tutti retry ${name}   (or: tutti skip ${name})`;
  }
}
