import { existsSync, readFileSync } from 'node:fs';
import { readJournal } from '../adapters/store/journal.ts';
import { listRuns, runFolder } from '../adapters/store/runFolders.ts';
import { UserError } from '../core/base/userError.ts';
import type { JournalEvent } from '../core/engine/events.ts';
import { RunReport } from '../core/projections/report.ts';
import type { RunStatus } from '../shared/status.ts';
import { PastAttempts } from './pastAttempts.ts';
import type { Project } from './project.ts';
import { readStatus } from './readStatus.ts';
import { ownerOf, withoutOwner } from './runOwner.ts';

const maxRuns = 100;

export interface EarlierRun {
  readonly run: string;
  /** As it was when it ended, or was cut off. */
  readonly status: RunStatus;
  /** Absolute path of `report.md`; null when it was never written. */
  readonly reportFile: string | null;
}

/** The latest hundred runs of a repository, newest first. */
export function earlierRuns(project: Project): readonly EarlierRun[] {
  const runs = [...listRuns(project.stateFolder)].reverse().slice(0, maxRuns);
  return runs.flatMap((run) => {
    const { status: file, report } = runFolder(project.stateFolder, run);
    const played = ownerOf(project, run) !== null;
    const said = readStatus(file);
    if (said === null) return [];
    const status = played ? said : withoutOwner(said);
    return [{ run, status, reportFile: existsSync(report) ? report : null }];
  });
}

/** Its report (markdown): as it was written at its end, else as its journal tells it. */
export function reportOf(project: Project, { run, status, reportFile }: EarlierRun): string {
  if (reportFile !== null) return readFileSync(reportFile, 'utf8');
  const report = new RunReport();
  for (const event of eventsOf(project, run)) report.take(event);
  return report.text(status, new PastAttempts(project.stateFolder).lines());
}

/** None where they can't be read: the status has something to say all the same. */
function eventsOf(project: Project, run: string): readonly JournalEvent[] {
  try {
    return readJournal(runFolder(project.stateFolder, run).journal).events;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [];
  }
}
