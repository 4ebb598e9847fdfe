import { join } from 'node:path';
import { readJournal } from '../adapters/store/journal.ts';
import { replaceFile, runFolder } from '../adapters/store/runFolders.ts';
import { UserError } from '../core/base/userError.ts';
import { DashboardFold, type DashboardFacts } from '../core/projections/dashboard/dashboardFold.ts';
import type { JournalEvent } from '../core/engine/events.ts';
import { dashboardProtocol, type HostMessage } from '../shared/dashboard/messages.ts';
import type { TaskDetail } from '../shared/dashboard/view.ts';
import { isUnderWay } from '../shared/runState.ts';
import type { RunStatus } from '../shared/status.ts';
import { inlineHtml } from './dashboardHtml.ts';
import { readPageFiles } from './pageFiles.ts';
import { PastAttempts } from './pastAttempts.ts';
import type { Project } from './project.ts';
import { readStatus as readStatusFile } from './readStatus.ts';
import { latestStatus, requireRun } from './runs.ts';

/** Details of more tasks would make the file larger than anybody wants to send. */
const maxDetails = 2_000;

export interface HtmlReportOptions {
  /** Null: the latest. */
  readonly run: string | null;
  /** Absolute path; null: `<run>.html` in the folder of the run. */
  readonly file: string | null;
  /** Absolute path of the built page. */
  readonly pageFolder: string;
}

/**
 * Writes the dashboard of a run that is over into one file that opens from the disk, and gives its path. Rejects with
 * UserError for a run that goes on, that is of another version, or whose journal is damaged.
 */
export async function writeHtmlReport(
  project: Project,
  { run: named, file, pageFolder }: HtmlReportOptions,
): Promise<string> {
  const run = requireRun(project, named);
  const { folder } = runFolder(project.stateFolder, run);
  const events = readEvents(project, run);
  const status = await readStatus(project, run);
  const target = file ?? join(folder, `${run}.html`);
  const { past, now } = { past: new PastAttempts(project.stateFolder).lines(), now: endOf(status) };
  const snapshot = snapshotOf(events, { now, status, past, resources: [] });
  await replaceFile(target, inlineHtml(readPageFiles(pageFolder), { title: run, snapshot }));
  return target;
}

/** A page of one snapshot has the details of all tasks beside it: there is nobody to ask. */
type FileSnapshot = Extract<HostMessage, { readonly type: 'snapshot' }> & {
  readonly details: readonly TaskDetail[];
};

function snapshotOf(events: readonly JournalEvent[], facts: DashboardFacts): FileSnapshot {
  const fold = new DashboardFold();
  for (const event of events) fold.take(event);
  const view = fold.view(facts);
  const details = view.tasks.slice(0, maxDetails).flatMap(({ ref }) => {
    const detail = fold.detail(ref, facts);
    return detail === null ? [] : [{ ...detail, actions: [] }];
  });
  const { now } = facts;
  return { type: 'snapshot', protocol: dashboardProtocol, seq: 1, now, readOnly: true, view, details };
}

function readEvents(project: Project, run: string): readonly JournalEvent[] {
  try {
    return readJournal(runFolder(project.stateFolder, run).journal).events;
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.message);
    throw error;
  }
}

async function readStatus(project: Project, run: string): Promise<RunStatus> {
  if (readStatusFile(runFolder(project.stateFolder, run).status) === null)
    throw new UserError(
      `Run ${run} has no status, or one of another version of Tutti: nothing can be shown.`,
    );
  const status = await latestStatus(project, run);
  if (isUnderWay(status.state))
    throw new UserError(`Run ${run} goes on: its report is made when it is over. See tutti dashboard.`);
  return status;
}

function endOf({ updatedAt }: RunStatus): number {
  return Date.parse(updatedAt);
}
