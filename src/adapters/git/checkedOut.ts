import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { GitRunner } from './gitRunner.ts';
import { parseWorktreeList } from './parse.ts';

/**
 * Folder of the worktree that has a branch checked out; null when none has. Reads a small file of each worktree rather
 * than start a git, since it is asked before every landing.
 */
export async function checkedOutAt(
  git: GitRunner,
  commonDir: string,
  branch: string,
): Promise<string | null> {
  const wanted = `ref: refs/heads/${branch}`;
  const main = await read(path.join(commonDir, 'HEAD'));
  // With reftable the files say nothing.
  if (main === 'ref: refs/heads/.invalid') return askGit(git, branch);
  if (main === wanted) return path.dirname(commonDir);
  const folder = path.join(commonDir, 'worktrees');
  for (const name of await fs.readdir(folder).catch(() => [])) {
    if ((await read(path.join(folder, name, 'HEAD'))) !== wanted) continue;
    const gitFile = await read(path.join(folder, name, 'gitdir'));
    if (gitFile !== null) return path.dirname(gitFile);
  }
  return null;
}

async function askGit(git: GitRunner, branch: string): Promise<string | null> {
  const list = parseWorktreeList(await git.must(['worktree', 'list', '--porcelain', '-z']));
  return list.find((worktree) => worktree.branch === `refs/heads/${branch}`)?.path ?? null;
}

/** Null for a worktree that is just being added or removed. */
async function read(file: string): Promise<string | null> {
  const text = await fs.readFile(file, 'utf8').catch(() => null);
  return text?.trim() ?? null;
}
