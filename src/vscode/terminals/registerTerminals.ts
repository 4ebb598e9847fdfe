import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import type { HostServices } from '../hostServices.ts';
import { eachRepository } from '../repository/eachRepository.ts';
import { adoptTerminals } from './adoptTerminals.ts';
import { attachProfile } from './attachProfile.ts';
import { TerminalLinks } from './terminalLinks.ts';

/** Brings the terminals of a reloaded window back, and gives them their profile, links and end. */
export function registerTerminals(services: HostServices): Disposable {
  const { repositories, terminals } = services;
  const parts = new DisposableStore();
  parts.add(adoptTerminals(services));
  parts.add(
    eachRepository(repositories, (repository) =>
      repository.onDidChange(({ workers }) => {
        if (workers) terminals.trim();
      }),
    ),
  );
  parts.add(vscode.window.registerTerminalProfileProvider('tutti.attach', attachProfile(services)));
  parts.add(vscode.window.registerTerminalLinkProvider(new TerminalLinks(services)));
  return parts;
}
