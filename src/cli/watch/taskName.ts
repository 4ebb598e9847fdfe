import type { DashboardView } from '../../shared/dashboard/view.ts';
import { partsOfTask } from '../../shared/taskRef.ts';
import { shownName } from '../taskNames.ts';

/** How a task (`plan/id`) is called in this view: printable. */
export function taskName(ref: string, { header }: Pick<DashboardView, 'header'>): string {
  return shownName(partsOfTask(ref), header.plans.length > 1);
}
