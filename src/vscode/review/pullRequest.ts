import * as vscode from 'vscode';
import {
  createPullRequest as createByGh,
  draftPullRequest,
  findPullRequest,
  pushForPullRequest,
  type PullRequestDraft,
} from '../../app/pullRequest.ts';
import { UserError } from '../../core/base/userError.ts';
import type { LandedPlan } from '../commands/landedPlan.ts';

/** Pushes the integration branch and opens a pull request of it, once a person has said so. */
export async function createPullRequest({ repository, run, plan, title }: LandedPlan): Promise<void> {
  const project = repository.requireProject();
  const draft = await draftPullRequest(project, { run, plan: plan.name, title });
  const named = draft.host === null ? await confirmPush(draft) : await askTitle(draft);
  if (named === null) return;
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Pushing ${draft.branch}`,
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      await pushForPullRequest(project, draft, abort.signal);
    },
  );
  if (draft.host === null) {
    await openPage(draft);
    return;
  }
  const address = await createByGh(project, { ...draft, title: named });
  void vscode.window.showInformationMessage(`The pull request is open: ${address}`, 'Open').then((button) => {
    if (button !== undefined) void openAddress(address);
  });
}

/** Opens the pull request of the integration branch, or the page on which one is made. */
export async function openPullRequest({ repository, run, plan, title }: LandedPlan): Promise<void> {
  const project = repository.requireProject();
  const draft = await draftPullRequest(project, { run, plan: plan.name, title });
  const address = await findPullRequest(project, draft);
  if (address === null) await openPage(draft);
  else await openAddress(address);
}

/** The one question before anything leaves the machine: its title. Null when the person leaves. */
async function askTitle({ title, branch, base, remote, place }: PullRequestDraft): Promise<string | null> {
  const named = await vscode.window.showInputBox({
    title: `Create Pull Request into ${base}`,
    prompt: `Enter pushes ${branch} to ${remote} (${place}), and makes a pull request with gh. Escape does nothing.`,
    value: title,
    ignoreFocusOut: true,
  });
  return named === undefined || named.trim() === '' ? null : named.trim();
}

/** The same without gh: the title is written on the page. */
async function confirmPush({ title, branch, base, remote, place }: PullRequestDraft): Promise<string | null> {
  const push = {
    label: 'Push and Open Page',
    detail: `${branch} goes to ${remote} (${place}); then the page for a pull request into ${base} opens.`,
  };
  const picked = await vscode.window.showQuickPick([push], {
    title: `Create Pull Request into ${base}`,
    placeHolder: 'Escape does nothing.',
    ignoreFocusOut: true,
  });
  return picked === undefined ? null : title;
}

async function openPage({ page, place }: PullRequestDraft): Promise<void> {
  if (page === null)
    throw new UserError(`${place} is not on the web: there is no page for a pull request.`, 1);
  await openAddress(page);
}

/** As text, which `openExternal` does not take: a `Uri` is written anew, and loses the `%23` of a branch `fix/#12`. */
async function openAddress(address: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', address);
}
