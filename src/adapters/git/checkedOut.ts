import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { errorCode } from '../process/errorCode.ts';
import type { GitRunner } from './gitRunner.ts';
import { parseWorktreeList } from './parse.ts';

/**
 * Folder of the worktree that has a branch checked out; null when none has. Reads a small file of each worktree rather
 * than start a git, since it is asked before every landing; at once, since ten small reads take less than one turn.
 */
export async function checkedOutAt(
  git: GitRunner,
  commonDir: string,
  branch: string,
): Promise<string | null> {
  const wanted = `ref: refs/heads/${branch}`;
  const main = read(path.join(commonDir, 'HEAD'));
  // With reftable the files say nothing.
  if (main === 'ref: refs/heads/.invalid') return askGit(git, branch);
  if (main === wanted) return path.dirname(commonDir);
  const folder = path.join(commonDir, 'worktrees');
  for (const name of namesIn(folder)) {
    if (read(path.join(folder, name, 'HEAD')) !== wanted) continue;
    const gitFile = read(path.join(folder, name, 'gitdir'));
    if (gitFile !== null) return path.dirname(gitFile);
  }
  return null;
}

async function askGit(git: GitRunner, branch: string): Promise<string | null> {
  const list = parseWorktreeList(await git.must(['worktree', 'list', '--porcelain', '-z']));
  return list.find((worktree) => worktree.branch === `refs/heads/${branch}`)?.path ?? null;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Null for a worktree that is just being added or removed. */
function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
