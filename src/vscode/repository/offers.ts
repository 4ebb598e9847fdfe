import * as vscode from 'vscode';
import type { LeftRun } from '../../app/leftRun.ts';
import type { Disposable } from '../../core/base/disposable.ts';
import type { RunStatus } from '../../shared/status.ts';
import { noticeSetting } from '../manifest/notificationSettings.ts';
import { folderPrefix } from './folderPrefix.ts';
import type { Repositories } from './repositories.ts';
import type { Repository } from './repository.ts';

/** Says that a run was interrupted, and why it does not go on by itself, and leaves it to a person to go on with it. */
export function offerLeftRun(repository: Repository, { run, liveAgents }: LeftRun, why: string | null): void {
  if (vscode.workspace.getConfiguration().get<boolean>(noticeSetting('halted')) === false) return;
  const { status } = repository;
  const agents = liveAgents === 0 ? '' : `, and ${String(liveAgents)} of its agents still work`;
  const text = `${folderPrefix(repository.folder)}${status?.run === run ? landedOf(status) : `The run ${run} was interrupted`}${agents}.`;
  const buttons: Readonly<Record<string, string>> = {
    Resume: 'tutti.resume',
    'Show Report': 'tutti.showReport',
  };
  const folder = repository.folder.uri.toString();
  void choose(why === null ? text : `${text} ${why}`, buttons, { folder, run });
}

function landedOf({ plans }: RunStatus): string {
  const names = plans.map(({ name }) => name).join(', ');
  const landed = plans.reduce((sum, plan) => sum + plan.landed, 0);
  const total = plans.reduce((sum, plan) => sum + plan.total, 0);
  return `The run of ${names} was interrupted: ${String(landed)} of ${String(total)} landed`;
}

/** Says once for each folder that is a worktree where its runs are played. */
export function offerMainWorkspaces(repositories: Repositories): Disposable {
  const offered = new Set<Repository>();
  return repositories.onDidChange(() => {
    for (const repository of repositories.all()) {
      const { folder, mainFolder, problem } = repository;
      if (mainFolder === null || offered.has(repository)) continue;
      offered.add(repository);
      void choose(`${folderPrefix(folder)}${problem ?? ''}`, {
        'Open Main Workspace': 'tutti.openMainWorkspace',
      });
    }
  });
}

async function choose(
  text: string,
  buttons: Readonly<Record<string, string>>,
  about: { readonly folder: string; readonly run: string } | null = null,
): Promise<void> {
  const chosen = await vscode.window.showInformationMessage(text, ...Object.keys(buttons));
  const command = chosen === undefined ? undefined : buttons[chosen];
  if (command !== undefined)
    await vscode.commands.executeCommand(command, ...(about === null ? [] : [about]));
}
