import type { Activity } from '../../src/shared/activity.ts';
import type { DashboardView } from '../../src/shared/dashboard/view.ts';
import { dashboardView, fixtureNow } from './dashboardView.ts';
import { workerRow } from './statusOf.ts';

/** The run of the dashboard's fixtures with agents at work, two entries in the merge queue and what has happened. */
export function busyView(): DashboardView {
  const said = (seq: number, kind: Activity['kind'], task: string | null, text: string): Activity => {
    return {
      seq,
      kind,
      task,
      text,
      at: new Date(fixtureNow - (100 - seq) * 1_000).toISOString(),
      reason: null,
    };
  };
  const since = new Date(fixtureNow - 65_000).toISOString();
  return {
    ...dashboardView(12),
    workers: [
      {
        ...workerRow('auth/2.3/1', 'no sign for 6m', 'stuck'),
        lastSignAt: new Date(fixtureNow - 370_000).toISOString(),
        contextUsed: 0.31,
      },
      workerRow('auth/2.4/1', 'editing src/auth/audit.ts'),
    ],
    queue: [
      { plan: 'auth', id: '3.1', place: 1, held: false, step: 'gate', since },
      { plan: 'auth', id: '3.2', place: 2, held: true, step: null, since },
    ],
    activity: [
      said(42, 'needs-you', 'auth/2.2', '2.2 needs you'),
      said(41, 'landed', 'auth/1.4', '1.4 landed'),
      said(1, 'run', null, 'run started'),
    ],
  };
}
