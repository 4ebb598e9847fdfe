import assert from 'node:assert/strict';
import { afterEach } from 'mocha';
import type { DashboardView } from '../../../src/shared/dashboard/view.ts';
import { openDashboard, type DashboardPage, type PageOptions } from './dashboardPage.ts';

export interface DashboardUser {
  readonly opened: (options?: PageOptions) => Promise<DashboardPage>;
  /** With this view in it. */
  readonly shown: (view: DashboardView, options?: PageOptions) => Promise<DashboardPage>;
}

/** For a `describe`: a page for each of its tests, which is closed behind it, and in which nothing may go wrong. */
export function useDashboard(): DashboardUser {
  let open: DashboardPage | null = null;
  afterEach(async () => {
    const problems = open?.problems ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(problems, []);
  });
  const opened = async (options: PageOptions = {}): Promise<DashboardPage> => {
    open = await openDashboard(options);
    return open;
  };
  return {
    opened,
    shown: async (view, options) => {
      const dashboard = await opened(options);
      await dashboard.snapshot(view);
      return dashboard;
    },
  };
}
