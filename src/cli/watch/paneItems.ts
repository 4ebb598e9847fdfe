import type { DashboardView } from '../../shared/dashboard/view.ts';
import { partsOfAttempt } from '../../shared/taskRef.ts';
import { byInterest } from '../byInterest.ts';
import type { Cursor, PaneName } from './watchUi.ts';

/** One row of a pane: what the cursor holds on to, and the task that keys are about. */
export interface PaneItem {
  readonly key: string;
  /** `plan/id`; null: it is about the run. */
  readonly task: string | null;
}

/** The rows of a pane, in the order in which it shows them. */
export function paneItems(view: DashboardView, pane: PaneName): readonly PaneItem[] {
  switch (pane) {
    case 'tasks': {
      const groups = new Set(
        view.structure.nodes.filter(({ kind }) => kind === 'group').map(({ ref }) => ref),
      );
      const tasks = view.tasks.filter(({ ref }) => !groups.has(ref));
      return byInterest(tasks, ({ endedAt }) => endedAt).map(({ ref }) => ({ key: ref, task: ref }));
    }
    case 'workers':
      return view.workers.map(({ attempt }) => ({ key: attempt, task: partsOfAttempt(attempt).ref }));
    case 'queue':
      return view.queue.map(({ plan, id }) => ({ key: `${plan}/${id}`, task: `${plan}/${id}` }));
    case 'activity':
      return view.activity.map(({ seq, task }) => ({ key: String(seq), task }));
    case 'trends':
      return [];
  }
}

/** The place of the cursor among these rows; 0 where there are none. */
export function placeOf({ key, index }: Cursor, items: readonly PaneItem[]): number {
  if (key === null) return 0;
  const place = items.findIndex((item) => item.key === key);
  return place === -1 ? Math.max(0, Math.min(index, items.length - 1)) : place;
}
