import * as vscode from 'vscode';
import { UserError } from '../../core/base/userError.ts';
import type { HostServices } from '../hostServices.ts';
import type { CommandId } from '../manifest/commands.ts';
import { handlers } from './handlers.ts';

/** The one error boundary of commands: a sentence for the user, the rest for the log. */
export async function runCommand(
  services: HostServices,
  id: CommandId,
  args: readonly unknown[],
): Promise<unknown> {
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
