import { printable } from '../../core/base/printable.ts';
import { plural } from '../../shared/dashboard/quantities.ts';
import type { PlanView, TaskView } from '../../shared/planView.ts';
import { phaseKey, type PlanIndex } from './planIndex.ts';
import type { RowLook } from './rowLook.ts';
import { taskIcons } from './stateLook.ts';
import { taskLabel } from './taskLook.ts';
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

/** `Login`, `5/12 · plans/login.md`; open when it has a run, or is the only one of its folder. */
export function planLook(view: PlanView, isOnly: boolean): RowLook {
  const label = printable(view.title === '' ? view.name : view.title, 60);
  const hasRun = [...view.tasks.values()].some(({ row }) => row !== null);
  const count = view.total === 0 ? 'no tasks' : `${view.done}/${view.total}`;
  return {
    label,
    description: `${count} · ${printable(view.path, 100)}`,
    icon: { id: 'checklist', color: null },
    context: contextValue('plan', hasRun && 'hasRun'),
    spoken: `plan ${label}, ${view.done} of ${plural(view.total, 'task')} done`,
    children: view.total === 0 ? 'none' : hasRun || isOnly ? 'open' : 'closed',
    mark: null,
  };
}

/** `2 Endpoints`, `3/5`; null: the phase has gone. */
export function phaseLook({ phaseById, counts }: PlanIndex, id: string): RowLook | null {
  const phase = phaseById.get(id);
  if (phase === undefined) return null;
  const { done, total } = counts.get(phaseKey(id)) ?? { done: 0, total: 0 };
  const label = `${printable(phase.id, 20)} ${printable(phase.title, 60)}`.trim();
  const over = done === total;
  return {
    label,
    description: `${done}/${total}`,
    icon: { id: 'milestone', color: over ? 'testing.iconPassed' : null },
    context: contextValue('phase', !over && 'open'),
    spoken: `phase ${label}, ${done} of ${plural(total, 'task')} done`,
    children: total === 0 ? 'none' : over ? 'closed' : 'open',
    mark: null,
  };
}

/** `3.1 Form`, `running · 1/2` */
export function groupLook({ id, title, state }: TaskView, { counts }: PlanIndex): RowLook {
  const { done, total } = counts.get(id) ?? { done: 0, total: 0 };
  const count = `${done}/${total}`;
  return {
    label: taskLabel(id, title),
    description: state === 'pending' || state === 'ready' ? count : `${state} · ${count}`,
    icon: state === 'landed' ? taskIcons.landed : { id: 'list-tree', color: null },
    context: contextValue('task', state, 'group'),
    spoken: [
      `${printable(id, 40)} ${printable(title, 200)}`,
      `${done} of ${plural(total, 'task')} done`,
    ].join(', '),
    children: 'open',
    mark: null,
  };
}
