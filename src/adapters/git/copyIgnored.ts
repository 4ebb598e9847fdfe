import { parse } from 'jsonc-parser';
import { constants } from 'node:fs';
import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { GitFault } from '../../core/engine/ports.ts';
import { faultOfError } from './gitFault.ts';
import type { GitRunner } from './gitRunner.ts';
import { splitNul } from './parse.ts';
import type { CopiedFile } from './slotRecord.ts';
import type { Slot } from './slots.ts';

/** More than this are a folder of dependencies rather than settings; setup makes those. */
const maxFiles = 5_000;

/**
 * Ignored files of the user's checkout that the globs name (latin1 paths). Tracked files are never among them: they
 * come with the commit. The globs are git's: `**` crosses folders, a folder stands for all in it.
 */
export async function findIgnored(
  git: GitRunner,
  checkout: string,
  globs: readonly string[],
): Promise<Result<readonly string[], GitFault>> {
  if (globs.length === 0) return success([]);
  const pathspecs = globs.map((glob) => `:(top,glob)${glob.replace(/^\.?\//, '')}`);
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '-z', '--', ...pathspecs];
  const listed = await git.text(args, { cwd: checkout, encoding: 'latin1' });
  if (!listed.ok) return listed;
  const files = splitNul(listed.value).filter((file) => !file.endsWith('/') && !file.startsWith('.tutti/'));
  if (files.length <= maxFiles) return success(files);
  const message = `worktree.copy names ${files.length} files, more than ${maxFiles}; make them in worktree.setup instead`;
  return failure<GitFault>({ reason: 'git-failed', message });
}

/** What VS Code itself copies into new worktrees: `git.worktreeIncludeFiles` of the workspace's settings. */
export async function worktreeIncludeFiles(checkout: string): Promise<readonly string[]> {
  const file = path.join(checkout, '.vscode', 'settings.json');
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  const settings: unknown = parse(text, undefined, { allowTrailingComma: true });
  if (typeof settings !== 'object' || settings === null) return [];
  const globs = new Map<string, unknown>(Object.entries(settings)).get('git.worktreeIncludeFiles');
  return Array.isArray(globs) ? globs.filter((glob) => typeof glob === 'string') : [];
}

/** Copies what is missing or has changed on either side since the last copy. */
export async function copyInto(
  slot: Slot,
  checkout: string,
  { files, before }: { readonly files: readonly string[]; readonly before: readonly CopiedFile[] },
): Promise<Result<readonly CopiedFile[], GitFault>> {
  const stamps = new Map(before.map((copy) => [copy.path, copy.stamp]));
  const copied: CopiedFile[] = [];
  try {
    for (const file of files) {
      const name = Buffer.from(file, 'latin1').toString('utf8');
      const source = path.join(checkout, name);
      const target = path.join(slot.path, name);
      const current = await stampOf(source, target);
      if (current === null) continue;
      if (current === stamps.get(file)) {
        copied.push({ path: file, stamp: current });
        continue;
      }
      await fs.mkdir(path.dirname(target), { recursive: true });
      await fs.rm(target, { force: true, recursive: true });
      // Shares the blocks where the file system can.
      await fs.copyFile(source, target, constants.COPYFILE_FICLONE);
      copied.push({ path: file, stamp: (await stampOf(source, target)) ?? '' });
    }
    return success(copied);
  } catch (error) {
    return failure(faultOfError(error));
  }
}

/** Size and time of both sides; null when there is nothing to copy. */
async function stampOf(source: string, target: string): Promise<string | null> {
  const [from, to] = await Promise.all([stat(source), stat(target)]);
  if (from === null || !from.isFile()) return null;
  return `${mark(from)}:${to === null ? '' : mark(to)}`;
}

function mark(stats: Stats): string {
  return `${stats.size}-${stats.mtimeMs}`;
}

function stat(file: string): Promise<Stats | null> {
  return fs.stat(file).catch(() => null);
}
