import { existsSync } from 'node:fs';
import { listRuns, runFolder } from '../adapters/store/runFolders.ts';
import type { RunStatus } from '../shared/status.ts';
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
