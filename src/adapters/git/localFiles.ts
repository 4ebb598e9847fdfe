import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Result } from '../../core/base/result.ts';
import { success } from '../../core/base/result.ts';
import type { GitFault } from '../../core/engine/ports.ts';
import type { GitRunner } from './gitRunner.ts';
import type { LocalFile } from './parse.ts';
import { parseLocalFiles } from './parse.ts';
import type { Slot } from './slots.ts';

/** Bigger files are never hashed into the object store. */
const maxFileBytes = 10_000_000;

export interface SlotCall {
  readonly git: GitRunner;
  readonly slot: Slot;
  readonly signal?: AbortSignal | undefined;
  /** Another index than the slot's own. */
  readonly indexFile?: string;
}

/**
 * Files that differ from the index, and untracked ones that are not ignored. Paths are latin1 strings: one character
 * a byte, since a file name need not be UTF-8.
 */
export async function localFiles(call: SlotCall): Promise<Result<readonly LocalFile[], GitFault>> {
  const args = ['ls-files', '-t', '-o', '-m', '-d', '--exclude-standard', '-z'];
  const text = await call.git.text(args, gitCall(call));
  return text.ok ? success(parseLocalFiles(text.value)) : text;
}

/** Splits off what cannot be committed: files over 10 MB, and folders that are repositories of their own. */
export async function splitBySize(
  slot: Slot,
  files: readonly LocalFile[],
): Promise<{ readonly fit: readonly LocalFile[]; readonly tooLarge: readonly LocalFile[] }> {
  const large = await Promise.all(
    files.map(async (file) => {
      // Untracked folders are listed only when they hold a `.git`.
      if (file.path.endsWith('/')) return true;
      const stats = await fs.lstat(bytesPath(slot, file.path)).catch(() => null);
      return stats !== null && stats.isFile() && stats.size > maxFileBytes;
    }),
  );
  return {
    fit: files.filter((_, index) => large[index] !== true),
    tooLarge: files.filter((_, index) => large[index] === true),
  };
}

/** Brings the files into the index as they are on disk, deleted ones as deleted. */
export async function addToIndex(
  call: SlotCall,
  files: readonly LocalFile[],
): Promise<Result<void, GitFault>> {
  if (files.length === 0) return success(undefined);
  const input = nulList(files.map((file) => file.path));
  const args = ['update-index', '-z', '--add', '--remove', '--replace', '--stdin'];
  const outcome = await call.git.run(args, { ...gitCall(call), input });
  if (outcome.reason === 'exited' && outcome.exitCode === 0) return success(undefined);
  // What it refuses to see through, e.g. a folder that has become a link; `add` is slower and knows all of it.
  const slower = ['--literal-pathspecs', 'add', '--all', '--pathspec-from-file=-', '--pathspec-file-nul'];
  const added = await call.git.text(slower, { ...gitCall(call), input });
  return added.ok ? success(undefined) : added;
}

export function gitCall({ slot, signal, indexFile }: SlotCall) {
  return {
    cwd: slot.path,
    signal,
    encoding: 'latin1',
    ...(indexFile === undefined ? {} : { env: { GIT_INDEX_FILE: indexFile } }),
  } as const;
}

function nulList(paths: readonly string[]): Buffer {
  return Buffer.from(paths.map((item) => `${item}\0`).join(''), 'latin1');
}

/** A path of git (latin1) as people read it. */
export function readable(file: string): string {
  return Buffer.from(file, 'latin1').toString('utf8');
}

/** The file's name on disk, byte for byte. */
export function bytesPath(slot: Slot, file: string): Buffer {
  return Buffer.concat([Buffer.from(slot.path + path.sep), Buffer.from(file, 'latin1')]);
}
