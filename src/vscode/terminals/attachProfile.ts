import * as vscode from 'vscode';
import { attemptFolder, specOf } from '../../app/attemptTerminals.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { terminalName } from './terminalLook.ts';

interface LiveAttempt extends vscode.QuickPickItem {
  readonly repository: Repository;
  readonly folder: string;
}

/** The terminal profile "Tutti: Attach to Worker": asks which agent, when there are several. */
export function attachProfile({ repositories, terminals }: HostServices): vscode.TerminalProfileProvider {
  return {
    provideTerminalProfile: async () => {
      const live = repositories.distinct().flatMap(liveAttempts);
      if (live.length === 0) void vscode.window.showInformationMessage('No agent is at work.');
      const chosen =
        live.length > 1
          ? await vscode.window.showQuickPick(live, { title: 'Attach to which agent?' })
          : live[0];
      const spec = chosen === undefined ? null : specOf(chosen.folder);
      if (chosen === undefined || spec === null) return undefined;
      const runtime = await chosen.repository.runtime();
      return new vscode.TerminalProfile(terminals.askedOptions(chosen.folder, spec, runtime));
    },
  };
}

function liveAttempts(repository: Repository): readonly LiveAttempt[] {
  const { project, status } = repository;
  if (project === null || status === null) return [];
  return status.workers.flatMap(({ attempt, doing }) => {
    const [, task, number] = /^(.+)\/(\d+)$/.exec(attempt) ?? [];
    if (task === undefined) return [];
    const folder = attemptFolder(project.stateFolder, { run: status.run, task, number: Number(number) });
    const spec = specOf(folder);
    return spec === null ? [] : [{ label: terminalName(spec), description: doing, repository, folder }];
  });
}
