import * as vscode from 'vscode';
import type { LeftRun } from '../../app/leftRun.ts';
import type { Disposable } from '../../core/base/disposable.ts';
import { noticeSetting } from '../manifest/notificationSettings.ts';
import type { Repositories } from './repositories.ts';
import type { Repository } from './repository.ts';

/** Says that a run was interrupted, and leaves it to a person to go on with it. */
export function offerLeftRun(repository: Repository, { liveAgents }: LeftRun): void {
  if (vscode.workspace.getConfiguration().get<boolean>(noticeSetting('halted')) === false) return;
  const plans = repository.status?.plans ?? [];
  const names = plans.map(({ name }) => name).join(', ');
  const landed = plans.reduce((sum, plan) => sum + plan.landed, 0);
  const total = plans.reduce((sum, plan) => sum + plan.total, 0);
  const agents = liveAgents === 0 ? '' : `, and ${String(liveAgents)} of its agents still work`;
  const text = `The run of ${names} was interrupted: ${String(landed)} of ${String(total)} landed${agents}.`;
  const buttons: Readonly<Record<string, string>> = {
    Resume: 'tutti.resume',
    'Show Report': 'tutti.showReport',
  };
  void choose(text, buttons);
}

/** Says once for each folder that is a worktree where its runs are played. */
export function offerMainWorkspaces(repositories: Repositories): Disposable {
  const offered = new Set<Repository>();
  return repositories.onDidChange(() => {
    for (const repository of repositories.all()) {
      const { mainFolder, problem } = repository;
      if (mainFolder === null || offered.has(repository)) continue;
      offered.add(repository);
      void choose(problem ?? '', { 'Open Main Workspace': 'tutti.openMainWorkspace' });
    }
  });
}

async function choose(text: string, buttons: Readonly<Record<string, string>>): Promise<void> {
  const chosen = await vscode.window.showInformationMessage(text, ...Object.keys(buttons));
  const command = chosen === undefined ? undefined : buttons[chosen];
  if (command !== undefined) await vscode.commands.executeCommand(command);
}
