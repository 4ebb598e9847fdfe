import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runFolder } from '../adapters/store/runFolders.ts';
import { using } from '../core/base/systemFault.ts';
import { fileNameOf } from '../core/engine/runPlan.ts';
import type { Conflict, Resolution } from './conflicts.ts';
import type { Project } from './project.ts';

/** A file of a conflict as a person works on it. */
export interface Draft {
  readonly path: string;
  /** Absolute path of the text that is edited; null: there is only a choice between sides. */
  readonly file: string | null;
}

/**
 * Writes the files of a conflict, with markers, to where they can be edited: below the run's folder, which git ignores
 * and no worktree sees. What a person has begun stays as it is for as long as the same two sides meet.
 */
export function openDrafts(project: Project, conflict: Conflict): readonly Draft[] {
  const folder = folderOf(project, conflict);
  return conflict.files.map(({ path, merged }) => {
    if (merged === null) return { path, file: null };
    const file = join(folder, path);
    using(file, () => {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      if (!existsSync(file)) writeFileSync(file, merged, { mode: 0o600 });
    });
    return { path, file };
  });
}

/** What is in the drafts, and the sides that were chosen for files that have none. */
export function readDrafts(
  drafts: readonly Draft[],
  chosen: ReadonlyMap<string, 'ours' | 'theirs'>,
): readonly Resolution[] {
  return drafts.flatMap(({ path, file }): readonly Resolution[] => {
    if (file !== null) return existsSync(file) ? [{ path, text: readFileSync(file, 'utf8') }] : [];
    const side = chosen.get(path);
    return side === undefined ? [] : [{ path, side }];
  });
}

/** To begin anew, or once they are committed. */
export function dropDrafts(project: Project, conflict: Conflict): void {
  rmSync(folderOf(project, conflict), { recursive: true, force: true });
}

function folderOf({ stateFolder }: Project, { run, task, parents, tip }: Conflict): string {
  const sides = [tip, ...parents.filter((parent) => parent !== tip)].map((commit) => commit.slice(0, 10));
  return join(runFolder(stateFolder, run).folder, 'conflicts', fileNameOf(task), sides.join('-'));
}
