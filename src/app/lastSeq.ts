import { existsSync } from 'node:fs';
import { readJournal } from '../adapters/store/journal.ts';
import { runFolder } from '../adapters/store/runFolders.ts';
import type { Project } from './project.ts';

/** Number of the latest event of a run; 0 while it has none. Throws UserError when its journal can't be read. */
export function lastSeqOf({ stateFolder }: Pick<Project, 'stateFolder'>, run: string): number {
  const { journal } = runFolder(stateFolder, run);
  return existsSync(journal) ? (readJournal(journal).events.at(-1)?.seq ?? 0) : 0;
}
