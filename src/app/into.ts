import type { Git } from '../adapters/git/createGit.ts';
import { branchCheckout, fastForwardCheckout, branchExists } from '../adapters/git/userBranch.ts';
import { GitError } from '../adapters/git/gitFault.ts';
import { failure, success, type Result } from '../core/base/result.ts';
import { UserError } from '../core/base/userError.ts';
import type { ObjectId } from '../core/engine/ports.ts';
import type { RunState } from '../core/engine/state.ts';
import type { Project } from './project.ts';

/** A plan's work on its way into a branch of the user's. */
export interface Arrival {
  /** The user's. */
  readonly branch: string;
  readonly plan: string;
  readonly integrationBranch: string;
  readonly head: ObjectId;
}

/** Throws UserError when there is no such branch, or when it could not be brought up even now. */
export async function requireBranch(project: Project, branch: string): Promise<void> {
  if (!(await branchExists(project.root, branch)))
    throw new UserError(`There is no branch ${branch} to bring the work into.`);
  const checkout = await branchCheckout(project.root, branch);
  if (checkout?.dirty === true) throw new UserError(dirtyText(branch, checkout.path));
}

/**
 * Brings a branch of the user's up to the integration branches of a run that is done; one sentence about it, also when
 * git fails: the run has ended, and its end is told in any case.
 */
export async function bringInto(
  project: Project,
  git: Git,
  wanted: { readonly state: RunState; readonly branch: string },
): Promise<string> {
  const { state, branch } = wanted;
  if (state.phase !== 'done') return `${branch} was left alone: not everything landed.`;
  try {
    for (const { head, plan } of state.plans.values()) {
      const { name, integrationBranch } = plan;
      const brought = await bringBranch(project, git, { branch, plan: name, integrationBranch, head });
      if (!brought.ok) return brought.message;
    }
  } catch (error) {
    if (error instanceof GitError) return `${branch} was left alone: ${error.message}`;
    throw error;
  }
  return `${branch} now contains ${[...state.plans.values()].map(({ plan }) => plan.integrationBranch).join(', ')}.`;
}

/**
 * Moves a branch of the user's forward to where it holds the work: by fast-forward, else by a merge commit that needs
 * nobody. Nothing is changed when it fails; `message` is a sentence.
 */
export async function bringBranch(
  project: Project,
  git: Git,
  arrival: Arrival,
): Promise<
  Result<
    { readonly how: 'unchanged' | 'fast-forward' | 'merge' },
    { readonly reason: 'gone' | 'conflict' | 'dirty' | 'git-failed'; readonly message: string }
  >
> {
  const { branch, integrationBranch, head } = arrival;
  const ref = `refs/heads/${branch}`;
  const tip = await git.history.resolve(ref);
  if (tip === null) return failure({ reason: 'gone', message: `${branch} was left alone: it is gone.` });
  if (await git.history.isAncestor(head, tip)) return success({ how: 'unchanged' });
  const target = await mergedWith(git, tip, arrival);
  if (target === null) {
    const message = `${branch} was left alone: ${integrationBranch} conflicts with it. Merge it by hand.`;
    return failure({ reason: 'conflict', message });
  }
  const checkout = await branchCheckout(project.root, branch);
  if (checkout?.dirty === true)
    return failure({ reason: 'dirty', message: dirtyText(branch, checkout.path) });
  const moved =
    checkout === null
      ? await git.history.updateRefs([{ ref, from: tip, to: target }])
      : await fastForwardCheckout(checkout.path, target);
  if (!moved.ok)
    return failure({ reason: 'git-failed', message: `${branch} was left alone: ${moved.message}` });
  return success({ how: target === head ? 'fast-forward' : 'merge' });
}

async function mergedWith(git: Git, tip: string, { head, plan, branch }: Arrival): Promise<string | null> {
  if (await git.history.isAncestor(tip, head)) return head;
  const merged = await git.history.merge({ ours: tip, theirs: head });
  if (!merged.ok) return null;
  const subject = `Merge plan ${plan} into ${branch}`;
  return git.history.commitTree(merged.value.tree, [tip, head], { subject, body: '', trailers: [] });
}

function dirtyText(branch: string, path: string): string {
  return `${branch} is checked out at ${path} with uncommitted changes: commit or stash them, then use git merge.`;
}
