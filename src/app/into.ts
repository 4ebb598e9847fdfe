import type { Git } from '../adapters/git/createGit.ts';
import { branchCheckout, fastForwardCheckout, branchExists } from '../adapters/git/userBranch.ts';
import { UserError } from '../core/base/userError.ts';
import type { RunState } from '../core/engine/state.ts';
import type { Project } from './project.ts';

/** Throws UserError when there is no such branch, or when it could not be brought up even now. */
export async function requireBranch(project: Project, branch: string): Promise<void> {
  if (!(await branchExists(project.root, branch)))
    throw new UserError(`There is no branch ${branch} to bring the work into.`);
  const checkout = await branchCheckout(project.root, branch);
  if (checkout?.dirty === true) throw new UserError(dirtyText(branch, checkout.path));
}

/** Brings a branch of the user's up to the integration branches of a run that is done; one sentence about it. */
export async function bringInto(
  project: Project,
  git: Git,
  wanted: { readonly state: RunState; readonly branch: string },
): Promise<string> {
  const { state, branch } = wanted;
  if (state.phase !== 'done') return `${branch} was left alone: not everything landed.`;
  const ref = `refs/heads/${branch}`;
  for (const { head, plan } of state.plans.values()) {
    const tip = await git.history.resolve(ref);
    if (tip === null) return `${branch} was left alone: it is gone.`;
    if (await git.history.isAncestor(head, tip)) continue;
    const target = await mergedWith(git, tip, { head, name: plan.name, branch });
    if (target === null)
      return `${branch} was left alone: ${plan.integrationBranch} conflicts with it. Merge it by hand.`;
    const checkout = await branchCheckout(project.root, branch);
    if (checkout?.dirty === true) return dirtyText(branch, checkout.path);
    const moved =
      checkout === null
        ? await git.history.updateRefs([{ ref, from: tip, to: target }])
        : await fastForwardCheckout(checkout.path, target);
    if (!moved.ok) return `${branch} was left alone: ${moved.message}`;
  }
  return `${branch} now contains ${[...state.plans.values()].map(({ plan }) => plan.integrationBranch).join(', ')}.`;
}

async function mergedWith(
  git: Git,
  tip: string,
  other: { readonly head: string; readonly name: string; readonly branch: string },
): Promise<string | null> {
  if (await git.history.isAncestor(tip, other.head)) return other.head;
  const merged = await git.history.merge({ ours: tip, theirs: other.head });
  if (!merged.ok) return null;
  const subject = `Merge plan ${other.name} into ${other.branch}`;
  return git.history.commitTree(merged.value.tree, [tip, other.head], { subject, body: '', trailers: [] });
}

function dirtyText(branch: string, path: string): string {
  return `${branch} is checked out at ${path} with uncommitted changes: commit or stash them, then use git merge.`;
}
