import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { readJson } from '../adapters/process/readJson.ts';
import { runFolder } from '../adapters/store/runFolders.ts';
import { using } from '../core/base/systemFault.ts';
import { fileNameOf } from '../core/engine/runPlan.ts';
import type { Conflict, ConflictFile, Resolution } from './conflicts.ts';
import type { Project } from './project.ts';

type StateOf = Pick<Project, 'stateFolder'>;

export type Side = 'ours' | 'theirs';

/** A file of a conflict as a person works on it. */
export type Draft =
  | { readonly kind: 'text'; readonly path: string; /** Absolute. */ readonly file: string }
  /** There is nothing to merge: one side is taken. */
  | { readonly kind: 'choice'; readonly path: string; readonly side: Side | null };

/** Resolutions that a run keeps after they were given up; the oldest go. */
const maxSetAside = 20;

/**
 * Writes the files of a conflict, with markers, to where they can be edited: below the run's folder, which git ignores
 * and no worktree sees. What a person has begun stays as it is for as long as the same two sides meet.
 */
export function openDrafts(project: StateOf, conflict: Conflict): readonly Draft[] {
  const folder = folderOf(project, conflict);
  const chosen = readSides(folder);
  return conflict.files.map(({ path, merged }) => {
    if (merged === null) return { kind: 'choice', path, side: chosen.get(path) ?? null };
    const file = join(folder, path);
    using(file, () => {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      if (!existsSync(file)) writeFileSync(file, merged, { mode: 0o600 });
    });
    return { kind: 'text', path, file };
  });
}

/** Remembers the side that is taken of a file that can't be merged. */
export function chooseSide(
  project: StateOf,
  conflict: Conflict,
  { path, side }: { readonly path: string; readonly side: Side },
): void {
  const folder = folderOf(project, conflict);
  const chosen = new Map(readSides(folder)).set(path, side);
  using(folder, () => {
    mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
    writeFileSync(sidesFile(folder), JSON.stringify(Object.fromEntries(chosen)), { mode: 0o600 });
  });
}

/** What is in the drafts now. */
export function readDrafts(drafts: readonly Draft[]): readonly Resolution[] {
  return drafts.flatMap((draft): readonly Resolution[] => {
    const { path } = draft;
    if (draft.kind === 'choice') return draft.side === null ? [] : [{ path, side: draft.side }];
    return existsSync(draft.file) ? [{ path, text: readFileSync(draft.file, 'utf8') }] : [];
  });
}

/** Once they are committed. */
export function dropDrafts(project: StateOf, conflict: Conflict): void {
  const folder = folderOf(project, conflict);
  rmSync(folder, { recursive: true, force: true });
  rmSync(sidesFile(folder), { force: true });
}

/**
 * To begin anew: what a person has written goes out of the way, to where no command takes it for a draft any more. `at`
 * is epoch ms. The folder (absolute) that holds it now; null: nothing was begun, so nothing is kept.
 */
export function setDraftsAside(project: StateOf, conflict: Conflict, at: number): string | null {
  if (!isBegun(project, conflict)) {
    dropDrafts(project, conflict);
    return null;
  }
  const folder = folderOf(project, conflict);
  const all = join(runFolder(project.stateFolder, conflict.run).folder, 'set-aside');
  const time = new Date(at).toISOString().replace(/[-:.]/g, '');
  const kept = join(all, `${time}-${fileNameOf(conflict.task)}`);
  using(kept, () => {
    mkdirSync(all, { recursive: true, mode: 0o700 });
    mkdirSync(kept, { mode: 0o700 });
    for (const [from, name] of [
      [folder, 'files'],
      [sidesFile(folder), 'sides.json'],
    ] as const)
      if (existsSync(from)) renameSync(from, join(kept, name));
    const oldest = readdirSync(all).sort().slice(0, -maxSetAside);
    for (const name of oldest) rmSync(join(all, name), { recursive: true, force: true });
  });
  return kept;
}

/** Whether a file (absolute) is a draft for this task (`plan/id`). */
export function isDraftOf(
  { stateFolder }: StateOf,
  { run, task, file }: { readonly run: string; readonly task: string; readonly file: string },
): boolean {
  const inside = relative(taskFolder(stateFolder, { run, task }), file);
  return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside);
}

function isBegun(project: StateOf, conflict: Conflict): boolean {
  const folder = folderOf(project, conflict);
  const isWritten = ({ path, merged }: ConflictFile): boolean => {
    const file = join(folder, path);
    return merged !== null && existsSync(file) && readFileSync(file, 'utf8') !== merged;
  };
  return readSides(folder).size > 0 || conflict.files.some(isWritten);
}

function folderOf({ stateFolder }: StateOf, { run, task, parents, tip }: Conflict): string {
  const sides = [tip, ...parents.filter((parent) => parent !== tip)].map((commit) => commit.slice(0, 10));
  return join(taskFolder(stateFolder, { run, task }), sides.join('-'));
}

function taskFolder(stateFolder: string, of: { readonly run: string; readonly task: string }): string {
  return join(runFolder(stateFolder, of.run).folder, 'conflicts', fileNameOf(of.task));
}

/** Beside the folder, where no file of the repository can be in its way. */
function sidesFile(folder: string): string {
  return `${folder}.json`;
}

function readSides(folder: string): ReadonlyMap<string, Side> {
  const value = readJson(sidesFile(folder));
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(
    Object.entries(value).filter(
      (entry): entry is [string, Side] => entry[1] === 'ours' || entry[1] === 'theirs',
    ),
  );
}
