import { isGlob } from '../plan/globText.ts';
import type { Task } from '../plan/plan.ts';
import type { Glob } from './globs.ts';
import { compileGlob, globBase, mayMeet } from './globs.ts';

/** More globs than this in one folder are taken to meet each other, so that the work stays linear. */
const maxGlobsPerFolder = 100;

/**
 * For every task that works the keys that it holds: files that it declares, else those that its text mentions. A glob
 * holds the files of other tasks that it matches, and one key for every glob that it may meet.
 */
export function findLeases(tasks: readonly Task[]): Map<string, readonly string[]> {
  const leases = new Map<string, readonly string[]>();
  const globsByFolder = new Map<string, Set<string>>();
  for (const task of tasks) {
    const files = filesOf(task);
    leases.set(task.id, files);
    if (task.files.length === 0) continue;
    for (const file of files) if (isGlob(file)) addTo(globsByFolder, globBase(file), file);
  }
  if (globsByFolder.size === 0) return leases;
  const keys = keysOfGlobs(globsByFolder, leases);
  for (const [id, files] of leases) {
    if (files.some((file) => keys.has(file))) {
      leases.set(id, [...new Set(files.flatMap((file) => [...(keys.get(file) ?? [file])]))]);
    }
  }
  return leases;
}

function filesOf(task: Task): readonly string[] {
  if (task.kind === 'group' || task.kind === 'verify') return [];
  return task.files.length > 0 ? task.files : task.mentions;
}

/** What each glob holds; paths hold themselves. */
function keysOfGlobs(
  byFolder: ReadonlyMap<string, ReadonlySet<string>>,
  leases: ReadonlyMap<string, readonly string[]>,
): Map<string, Set<string>> {
  const compiled = new Map<string, readonly Glob[]>();
  const keys = new Map<string, Set<string>>();
  for (const [folder, patterns] of byFolder) {
    const globs = [...patterns].map(compileGlob);
    compiled.set(folder, globs);
    for (const { pattern } of globs) keys.set(pattern, new Set([pattern]));
  }
  const paths = new Set([...leases.values()].flat().filter((file) => !keys.has(file)));
  for (const path of paths) {
    const globs = foldersAbove(path).flatMap((folder) => compiled.get(folder) ?? []);
    for (const glob of globs) if (glob.matches(path)) keys.get(glob.pattern)?.add(path);
  }
  for (const [folder, globs] of compiled) {
    for (const above of [...foldersAbove(folder), folder])
      connectGlobs(compiled.get(above) ?? [], globs, keys);
  }
  return keys;
}

function connectGlobs(
  above: readonly Glob[],
  globs: readonly Glob[],
  keys: ReadonlyMap<string, Set<string>>,
): void {
  if (above.length * globs.length > maxGlobsPerFolder ** 2) {
    const shared = `${above[0]?.base ?? ''}/**`;
    for (const { pattern } of [...above, ...globs]) keys.get(pattern)?.add(shared);
    return;
  }
  for (const a of above) {
    for (const b of globs) {
      if (a.pattern === b.pattern || !mayMeet(a.pattern, b.pattern)) continue;
      // The narrower of the two names what they share.
      keys.get(a.pattern)?.add(b.pattern);
      keys.get(b.pattern)?.add(b.pattern);
    }
  }
}

/** `a/b` and `a` and `` for `a/b/c`. */
function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
    folders.push(path.slice(0, end));
  if (path !== '') folders.push('');
  return folders;
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}
