import { openRepository } from '../adapters/git/openRepository.ts';
import { UserError } from '../core/base/userError.ts';
import { bringBranch } from './into.ts';
import { openGit } from './openGit.ts';
import type { Project } from './project.ts';
import { foldRun } from './rehearsal.ts';

export interface Brought {
  /** The user's branch. */
  readonly branch: string;
  readonly integrationBranch: string;
  readonly how: 'unchanged' | 'fast-forward' | 'merge';
}

/** The branch that the user is on. Throws UserError when they are on none, or on one of ours. */
export async function myBranch(project: Project): Promise<string> {
  const repository = await openRepository(project.root);
  if (!repository.ok) throw new UserError(`${repository.message}.`);
  const { branch, dirty } = repository.value;
  if (branch === null)
    throw new UserError(
      'You are on no branch (HEAD is detached): switch to the one that is to get the work.',
      1,
    );
  if (branch.startsWith('tutti/'))
    throw new UserError(`You are on ${branch}: switch to the branch that is to get the work.`, 1);
  if (dirty)
    throw new UserError(`There are uncommitted changes on ${branch}: commit or stash them first.`, 1);
  return branch;
}

/**
 * Brings what has landed of a plan to the branch that the user is on, whether the run is over or goes on. Throws
 * UserError, and has changed nothing then.
 */
export async function bringToMyBranch(
  project: Project,
  { run, plan }: { readonly run: string; readonly plan: string },
): Promise<Brought> {
  const branch = await myBranch(project);
  const found = foldRun(project, run).plans.get(plan);
  if (found === undefined) throw new UserError(`The run ${run} has no plan ${plan}.`, 1);
  const { integrationBranch } = found.plan;
  // The branch is the user's, and moves by compare-and-swap: whoever plays the run has no say in it.
  const git = openGit(project, { isHeld: () => true });
  try {
    const head = await git.history.resolve(`refs/heads/${integrationBranch}`);
    if (head === null) throw new UserError(`The branch ${integrationBranch} is gone.`, 1);
    const brought = await bringBranch(project, git, { branch, plan, integrationBranch, head });
    if (!brought.ok) throw new UserError(brought.message, 1);
    return { branch, integrationBranch, how: brought.value.how };
  } finally {
    git.dispose();
  }
}
