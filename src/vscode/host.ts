import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/base/disposable.ts';
import { runCommand } from './commands/runCommand.ts';
import type { HostServices } from './hostServices.ts';
import type { CommandId } from './manifest/commands.ts';
import { Repositories } from './repository/repositories.ts';
import { TreeSelection } from './views/treeSelection.ts';

/** The whole extension, loaded when there is a plan or the user asks for something. */
export interface Host extends Disposable {
  readonly services: HostServices;
  runCommand(id: CommandId, args: readonly unknown[]): Promise<unknown>;
  /** Lets go of the runs that this window plays, without ending their agents. */
  detach(): Promise<void>;
}

export async function startHost(context: vscode.ExtensionContext): Promise<Host> {
  const parts = new DisposableStore();
  const log = parts.add(vscode.window.createOutputChannel('Tutti', { log: true }));
  const repositories = parts.add(new Repositories(log));
  const services: HostServices = { context, repositories, log, selection: new TreeSelection() };
  await repositories.openAll();
  return {
    services,
    runCommand: (id, args) => runCommand(services, id, args),
    detach: () => repositories.detach(),
    dispose: () => parts.dispose(),
  };
}
