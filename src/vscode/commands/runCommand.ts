import * as vscode from 'vscode';
import { UserError } from '../../core/base/userError.ts';
import type { HostServices } from '../hostServices.ts';
import type { CommandId } from '../manifest/commands.ts';
import { plainWords } from '../plainWords.ts';
import { errorSeverity } from './errorSeverity.ts';
import { resolveKey } from './keyArguments.ts';
import { nextSteps, type NextStep } from './nextSteps.ts';

/** The one error boundary of commands: a sentence and the next step for the user, the rest for the log. */
export async function runCommand(
  services: HostServices,
  id: CommandId,
  args: readonly unknown[],
): Promise<unknown> {
  try {
    // Loaded with the first command: most windows only show.
    const { handlers } = await import('./handlers.ts');
    return await handlers[id](services, ...(await resolveKey(services, args)));
  } catch (error) {
    if (error instanceof UserError) {
      services.log.warn(`${id}: ${error.message}`);
      void tell(errorSeverity(error), error.message, nextSteps(error.topic));
      return undefined;
    }
    services.log.error(error instanceof Error ? error : String(error));
    void tell('error', `${id} failed, which should not happen. The log has the details.`, [
      { label: 'Show Logs', command: 'tutti.showLogs' },
      { label: 'Report Issue…', command: 'tutti.reportIssue' },
    ]);
    return undefined;
  }
}

async function tell(
  severity: ReturnType<typeof errorSeverity>,
  message: string,
  steps: readonly NextStep[],
): Promise<void> {
  const pressed = await show[severity](
    plainWords(message),
    steps.map(({ label }) => label),
  );
  const step = steps.find(({ label }) => label === pressed);
  if (step !== undefined) await vscode.commands.executeCommand(step.command);
}

const show = {
  information: (text: string, labels: readonly string[]) =>
    vscode.window.showInformationMessage(text, ...labels),
  warning: (text: string, labels: readonly string[]) => vscode.window.showWarningMessage(text, ...labels),
  error: (text: string, labels: readonly string[]) => vscode.window.showErrorMessage(text, ...labels),
};
