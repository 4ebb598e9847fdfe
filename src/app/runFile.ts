import { isAbsolute, relative, resolve } from 'node:path';
import { runFolder } from '../adapters/store/runFolders.ts';
import { UserError } from '../core/base/userError.ts';
import type { Project } from './project.ts';

/** A file as status and journal name it: `path` is relative to the run's folder. */
export interface RunFile {
  readonly run: string;
  readonly path: string;
}

/** Absolute path. Throws UserError for one that leads out of the folder of the runs. */
export function pathOfRunFile(project: Project, { run, path }: RunFile): string {
  const file = resolve(runFolder(project.stateFolder, run).folder, path);
  const inside = relative(runFolder(project.stateFolder, '').folder, file);
  if (inside.startsWith('..') || isAbsolute(inside)) throw new UserError(`${path} is no file of a run.`, 1);
  return file;
}
