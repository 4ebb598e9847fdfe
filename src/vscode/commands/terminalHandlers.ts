import * as vscode from 'vscode';
import { attemptFolder } from '../../app/attemptTerminals.ts';
import { UserError } from '../../core/base/userError.ts';
import type { terminalCommands } from '../manifest/terminalCommands.ts';
import { isTreeRow } from '../views/treeRow.ts';
import { oneTask, type TaskQuestion } from './askTask.ts';
import type { Handlers } from './commandHandler.ts';

const question: TaskQuestion = {
  title: 'Show Terminal',
  states: ['needs-you', 'running', 'waiting', 'queued', 'landing', 'failed', 'landed'],
  none: 'No task has been started yet: there is no terminal to show.',
};

export const terminalHandlers: Handlers<typeof terminalCommands> = {
  'tutti.openTerminal': async (services, ...args) => {
    const target = await oneTask(services, args, question);
    if (target === null) return;
    const { repository, task } = target;
    const { stateFolder } = repository.requireProject();
    const [row] = args;
    const named = isTreeRow(row) && 'attempt' in row ? row.attempt : (task.row?.attempt ?? 0);
    const { status } = repository;
    if (named === 0 || status === null)
      throw new UserError(`${task.id} has not been started yet: it has no terminal.`);
    const folder = attemptFolder(stateFolder, { run: status.run, task: task.ref, number: named });
    await services.terminals.show(folder, await repository.runtime());
  },
  'tutti.openMainWorkspace': async ({ repositories }) => {
    const main = repositories.all().find(({ mainFolder }) => mainFolder !== null)?.mainFolder;
    if (main === undefined || main === null)
      throw new UserError('This is the main workspace: no folder of this window is a worktree.');
    await vscode.commands.executeCommand('vscode.openFolder', main, { forceNewWindow: true });
  },
};
