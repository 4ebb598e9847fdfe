import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { GitFault, ObjectId, RefFailure, RefUpdate } from '../../core/engine/ports.ts';
import { faultOf } from './gitFault.ts';
import type { GitRunner } from './gitRunner.ts';

export interface RefWriter {
  readonly git: GitRunner;
  /** Whether this process still owns the repository; asked right before every change of a ref. */
  readonly stillOwner: () => boolean;
}

const notOwner = { reason: 'not-owner', message: 'another process has taken the repository over' } as const;

/** Compare-and-swap of refs, all or none. */
export async function updateRefs(
  { git, stillOwner }: RefWriter,
  updates: readonly RefUpdate[],
): Promise<Result<void, RefFailure>> {
  if (updates.length === 0) return success(undefined);
  if (!stillOwner()) {
    return failure(notOwner);
  }
  const outcome = await git.transact(updates.map(instruction).join(''));
  if (outcome.reason === 'exited' && outcome.exitCode === 0) return success(undefined);
  // 128 for whatever went wrong; that a ref is not where it was said to be is told apart by its words (LC_ALL=C).
  const moved =
    /is at [0-9a-f]+ but expected|reference already exists|unable to resolve reference|is missing but expected/;
  if (outcome.exitCode === 128 && moved.test(outcome.stderr)) {
    return failure({ reason: 'ref-moved', message: outcome.stderr.trim() } as const);
  }
  return failure<GitFault>(faultOf(['update-ref'], outcome));
}

function instruction({ ref, from, to }: RefUpdate): string {
  if (from === null) return to === null ? `verify ${ref}\0\0` : `create ${ref}\0${to}\0`;
  return to === null ? `delete ${ref}\0${from}\0` : `update ${ref}\0${to}\0${from}\0`;
}

/** Points HEAD of a worktree at a commit, whatever branch it was on, without a look at its files. */
export async function detachHead(
  { git, stillOwner }: RefWriter,
  worktree: string,
  commit: ObjectId,
): Promise<Result<void, RefFailure>> {
  if (!stillOwner()) return failure(notOwner);
  const outcome = await git.transact(`option no-deref\0update ${headOf(worktree)}\0${commit}\0\0`);
  return outcome.exitCode === 0 ? success(undefined) : failure<GitFault>(faultOf(['update-ref'], outcome));
}

/** HEAD of a linked worktree as the main one names it; `worktree`: the name of its git folder. */
export function headOf(worktree: string): string {
  return `worktrees/${worktree}/HEAD`;
}

export interface BranchFacts {
  readonly tip: ObjectId;
  /** Worktree that has it checked out. */
  readonly path: string | null;
}

/** A branch (short name) as it is; null when there is none. */
export async function readBranch(
  git: GitRunner,
  branch: string,
): Promise<Result<BranchFacts | null, GitFault>> {
  const ref = `refs/heads/${branch}`;
  if ((await git.lookup(ref)) === null) return success(null);
  const text = await git.text(['for-each-ref', '--format=%(refname)%00%(objectname)%00%(worktreepath)', ref]);
  if (!text.ok) return text;
  // The pattern also matches what is below it as a folder.
  for (const line of text.value.split('\n')) {
    const [name, tip, path] = line.split('\0');
    if (name === ref && tip !== undefined) return success({ tip, path: path === '' ? null : (path ?? null) });
  }
  return success(null);
}

/** Whether a branch, tag, remote branch or ref of ours leads to the commit, so that nothing is lost without HEAD. */
export async function isHeld(git: GitRunner, commit: ObjectId): Promise<Result<boolean, GitFault>> {
  const text = await git.text([
    'for-each-ref',
    '--count=1',
    '--format=%(refname)',
    '--contains',
    commit,
    'refs/heads',
    'refs/tutti',
    'refs/tags',
    'refs/remotes',
  ]);
  return text.ok ? success(text.value !== '') : text;
}
