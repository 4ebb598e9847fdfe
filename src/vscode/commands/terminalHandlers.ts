import * as vscode from 'vscode';
import { pathOfRunFile } from '../../app/runFile.ts';
import { UserError } from '../../core/base/userError.ts';
import type { terminalCommands } from '../manifest/terminalCommands.ts';
import { isTreeRow } from '../views/treeRow.ts';
import { oneTask, type TaskQuestion } from './askTask.ts';
import type { Handlers } from './commandHandler.ts';
import { requireRun } from './workTargets.ts';

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
    const project = repository.requireProject();
    const [row] = args;
    const number = isTreeRow(row) && 'attempt' in row ? row.attempt : task.row?.attempt;
    // By its own folder: an attempt keeps that when its task is renamed.
    const attempt = task.row?.attempts.find((one) => one.number === number);
    if (attempt === undefined)
      throw new UserError(`${task.id} has not been started yet: it has no terminal.`, 1, 'nothing');
    const folder = pathOfRunFile(project, { run: requireRun(target), path: attempt.folder });
    services.terminals.show(folder, await repository.runtime());
  },
  'tutti.openMainWorkspace': async ({ repositories }) => {
    const main = repositories.all().find(({ mainFolder }) => mainFolder !== null)?.mainFolder;
    if (main === undefined || main === null)
      throw new UserError(
        'This is the main workspace: no folder of this window is a worktree.',
        1,
        'nothing',
      );
    await vscode.commands.executeCommand('vscode.openFolder', main, { forceNewWindow: true });
  },
};
