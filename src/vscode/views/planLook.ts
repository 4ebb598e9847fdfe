import { printable } from '../../core/base/printable.ts';
import { plural } from '../../core/base/quantities.ts';
import type { PhaseView, PlanView } from '../../shared/planView.ts';
import type { RowLook } from './rowLook.ts';
import { contextValue } from './treeRow.ts';
import type { FolderModel } from './windowModel.ts';

/** Null: the folder has gone. */
export function folderLook(folder: FolderModel | null): RowLook | null {
  if (folder === null) return null;
  return {
    label: printable(folder.name, 60),
    description: '',
    icon: { id: 'root-folder', color: null },
    context: contextValue('folder'),
    spoken: `folder ${printable(folder.name, 60)}`,
    children: 'open',
    mark: null,
  };
}

/** `Login`, `5/12 · plans/login.md` */
export function planLook(view: PlanView): RowLook {
  const label = printable(view.title === '' ? view.name : view.title, 60);
  const hasRun = [...view.tasks.values()].some(({ row }) => row !== null);
  const count = view.total === 0 ? 'no tasks' : `${view.done}/${view.total}`;
  return {
    label,
    description: `${count} · ${printable(view.path, 100)}`,
    icon: { id: 'checklist', color: null },
    context: contextValue('plan', hasRun && 'hasRun'),
    spoken: `plan ${label}, ${view.done} of ${plural(view.total, 'task')} done`,
    children: view.total === 0 ? 'none' : hasRun ? 'open' : 'closed',
    mark: null,
  };
}

/** `2 Endpoints`, `3/5` */
export function phaseLook(phase: PhaseView | undefined): RowLook | null {
  if (phase === undefined) return null;
  const total = phase.tasks.length;
  const label = `${printable(phase.id, 20)} ${printable(phase.title, 60)}`.trim();
  const over = phase.done === total;
  return {
    label,
    description: `${phase.done}/${total}`,
    icon: { id: 'milestone', color: over ? 'testing.iconPassed' : null },
    context: contextValue('phase', !over && 'open'),
    spoken: `phase ${label}, ${phase.done} of ${plural(total, 'task')} done`,
    children: total === 0 ? 'none' : over ? 'closed' : 'open',
    mark: null,
  };
}
