import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import { UserError } from '../../core/base/userError.ts';
import type { HostServices } from '../hostServices.ts';
import { commandEntries, type CommandId } from '../manifest/commands.ts';
import { handlers } from './handlers.ts';

export function registerCommands(services: HostServices): Disposable {
  const registered = commandEntries.map(([id]) =>
    vscode.commands.registerCommand(id, (...args: readonly unknown[]) => runCommand(services, id, args)),
  );
  return vscode.Disposable.from(...registered);
}

/** The one error boundary of commands: a sentence for the user, the rest for the log. */
async function runCommand(services: HostServices, id: CommandId, args: readonly unknown[]): Promise<unknown> {
  try {
    return await handlers[id](services, ...args);
  } catch (error) {
    if (error instanceof UserError) {
      services.log.warn(`${id}: ${error.message}`);
      void vscode.window.showErrorMessage(error.message);
      return undefined;
    }
    services.log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(`${id} failed: ${String(error)}`);
    return undefined;
  }
}
