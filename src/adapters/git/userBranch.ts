import { failure, success, type Result } from '../../core/base/result.ts';
import { runProcess } from '../process/run.ts';
import { gitEnvironment } from './gitEnvironment.ts';
import { parseWorktreeList } from './parse.ts';

/** Where a branch is checked out. */
export interface BranchCheckout {
  readonly path: string;
  /** Tracked files differ from HEAD, or something is staged. */
  readonly dirty: boolean;
}

export async function branchExists(root: string, branch: string): Promise<boolean> {
  const outcome = await git(root, ['show-ref', '--verify', '--quiet', `refs/heads/${branch}`]);
  return outcome.exitCode === 0;
}

/** Null when no worktree has the branch checked out. */
export async function branchCheckout(root: string, branch: string): Promise<BranchCheckout | null> {
  const list = await git(root, ['worktree', 'list', '--porcelain', '-z']);
  const entry = parseWorktreeList(list.stdout).find((worktree) => worktree.branch === `refs/heads/${branch}`);
  if (entry === undefined) return null;
  const status = await git(entry.path, ['status', '--porcelain', '--untracked-files=no']);
  return { path: entry.path, dirty: status.exitCode !== 0 || status.stdout.trim() !== '' };
}

/** Moves a clean checkout of the user's, with its branch, forward to a commit: only ever because the user asked. */
export async function fastForwardCheckout(
  path: string,
  commit: string,
): Promise<Result<void, { readonly reason: 'git-failed'; readonly message: string }>> {
  const outcome = await git(path, ['merge', '--ff-only', '--quiet', commit]);
  if (outcome.exitCode === 0) return success(undefined);
  return failure({
    reason: 'git-failed',
    message: outcome.stderr.trim().split('\n')[0] ?? 'git merge failed',
  });
}

function git(cwd: string, args: readonly string[]): ReturnType<typeof runProcess> {
  return runProcess('git', args, { cwd, env: gitEnvironment(process.env) });
}
