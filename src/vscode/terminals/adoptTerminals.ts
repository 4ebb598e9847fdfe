import * as vscode from 'vscode';
import { attemptOfTerminal, liveTerminals } from '../../app/attemptTerminals.ts';
import { DisposableStore, toDisposable, type Disposable } from '../../core/base/disposable.ts';
import type { HostServices } from '../hostServices.ts';
import { inBackground } from '../inBackground.ts';
import type { Repositories } from '../repository/repositories.ts';

/** A revived terminal's process needs a moment until it is on record. */
const lookEveryMs = 300;
const looks = 10;

/**
 * Knows the terminals of attempts again that the editor brings back: after a reload, a crash of the extension host, or
 * a new start. The editor tells nothing of them but the process; the runner that is that process is on record.
 */
export function adoptTerminals({ repositories, terminals, log }: HostServices): Disposable {
  const parts = new DisposableStore();
  const timers = new Set<NodeJS.Timeout>();
  const adopt = async (terminal: vscode.Terminal, left: number): Promise<void> => {
    const isSettled = (): boolean =>
      terminals.folderOf(terminal) !== null || terminal.exitStatus !== undefined;
    if (isSettled()) return;
    const pid = await terminal.processId;
    if (pid === undefined || isSettled()) return;
    const folder = attemptOf(repositories, pid);
    if (folder !== null) terminals.adopt(folder, terminal, pid);
    else if (left > 0) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        adoptSoon(terminal, left - 1);
      }, lookEveryMs);
      timers.add(timer);
    }
  };
  const adoptSoon = (terminal: vscode.Terminal, left = looks): void => {
    inBackground(adopt(terminal, left), log);
  };
  parts.add(vscode.window.onDidOpenTerminal((terminal) => adoptSoon(terminal)));
  // Those that were there before their repository was open.
  parts.add(
    repositories.onDidChange(() => {
      for (const { project } of repositories.all()) if (project !== null) liveTerminals(project.stateFolder);
      for (const terminal of vscode.window.terminals) adoptSoon(terminal, 0);
    }),
  );
  parts.add(
    toDisposable(() => {
      for (const timer of timers) clearTimeout(timer);
    }),
  );
  for (const terminal of vscode.window.terminals) adoptSoon(terminal);
  return parts;
}

function attemptOf(repositories: Repositories, pid: number): string | null {
  for (const { project } of repositories.all()) {
    const folder = project === null ? null : attemptOfTerminal(project.stateFolder, pid);
    if (folder !== null) return folder;
  }
  return null;
}
