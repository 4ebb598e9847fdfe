import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/base/disposable.ts';
import { registerCommands } from './commands/registerCommands.ts';
import type { HostServices } from './hostServices.ts';
import { Repositories } from './repository/repositories.ts';

/** The whole extension, loaded when there is a plan or the user asks for something. */
export interface Host extends Disposable {
  readonly services: HostServices;
}

export async function startHost(context: vscode.ExtensionContext): Promise<Host> {
  const parts = new DisposableStore();
  const log = parts.add(vscode.window.createOutputChannel('Tutti', { log: true }));
  const repositories = parts.add(new Repositories(log));
  const services: HostServices = { context, repositories, log };
  parts.add(registerCommands(services));
  await repositories.openAll();
  return { services, dispose: () => parts.dispose() };
}
