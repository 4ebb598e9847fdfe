import type { DashboardPatch } from '../../../shared/dashboard/messages.ts';
import type { DashboardView } from '../../../shared/dashboard/view.ts';

/** Stand-in: what differs between two views; null when nothing does. */
export function patchBetween(before: DashboardView, after: DashboardView): DashboardPatch | null {
  const known = new Set(before.tasks);
  const tasks = after.tasks.filter((card) => !known.has(card));
  const differs = (key: Exclude<keyof DashboardView, 'tasks' | 'timeline'>): boolean =>
    JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  const patch: DashboardPatch = {
    ...(tasks.length > 0 ? { tasks } : {}),
    ...(differs('header') ? { header: after.header } : {}),
    ...(differs('structure') ? { structure: after.structure } : {}),
    ...(differs('workers') ? { workers: after.workers } : {}),
    ...(differs('queue') ? { queue: after.queue } : {}),
    ...(differs('activity') ? { activity: after.activity } : {}),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}
