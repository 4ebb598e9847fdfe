import { toPrometheus } from '../adapters/telemetry/prometheus.ts';
import { serveDashboard, type DashboardServer } from '../adapters/web/dashboardServer.ts';
import { DisposableStore } from '../core/base/disposable.ts';
import { runMeasures } from '../core/projections/runMeasures.ts';
import { dashboardProtocol } from '../shared/dashboard/messages.ts';
import { DashboardFeed } from './dashboardFeed.ts';
import { servedHtml } from './dashboardHtml.ts';
import { followLatest } from './followLatest.ts';
import { readPageFiles } from './pageFiles.ts';
import type { Project } from './project.ts';

export interface DashboardOptions {
  /** Null: any free one. */
  readonly port: number | null;
  /** What lets somebody in; null: a new one. */
  readonly token: string | null;
  /** False: the page only shows. */
  readonly allowActions: boolean;
  /** Absolute path of the built page. */
  readonly pageFolder: string;
  /** For what no answer can carry. */
  readonly report: (message: string) => void;
}

/**
 * Serves the dashboard of a repository on this machine until it is closed; it is on the latest run, whoever plays it.
 * Rejects with UserError when the port can't be had, or the page is not built.
 */
export async function openDashboard(project: Project, options: DashboardOptions): Promise<DashboardServer> {
  const files = readPageFiles(options.pageFolder);
  const opened = new DisposableStore();
  const feed = opened.add(new DashboardFeed({ project, readOnly: !options.allowActions }));
  const site = {
    page: (nonce: string) => servedHtml(files, nonce),
    file: (name: string) => files.get(name) ?? null,
    open: (send: Parameters<DashboardFeed['open']>[0]) => {
      const page = feed.open(send);
      // Who listens is ready: what it says goes another way, and may come before.
      void page.take({ type: 'ready', protocol: dashboardProtocol });
      return page;
    },
    metrics: () => {
      const status = feed.status();
      return toPrometheus(status === null ? [] : runMeasures(status));
    },
    report: options.report,
  };
  const server = await serveDashboard(site, options);
  opened.add(followLatest(project, feed));
  return {
    ...server,
    close: async () => {
      await server.close();
      opened.dispose();
    },
  };
}
