import * as vscode from 'vscode';
import { attemptsCompared } from '../../app/changes.ts';
import { UserError } from '../../core/base/userError.ts';
import type { lookCommands } from '../manifest/lookCommands.ts';
import { showChanges } from '../review/changesPick.ts';
import { openChanges } from '../review/openChanges.ts';
import { openGateLog, openTranscript } from '../review/openLogs.ts';
import type { Handlers } from './commandHandler.ts';
import { namedPlans, planOf, readArguments } from './targets.ts';
import { attemptOf, gateOf, namesPlan, pickAttempt, requireRun, workTask } from './workTargets.ts';

export const lookHandlers: Handlers<typeof lookCommands> = {
  'tutti.showChanges': (services, ...args) => showChanges(services, args),
  'tutti.compareAttempts': async (services, ...args) => {
    const target = await workTask(services, args, 'Compare Attempts');
    if (target === null) return;
    const made = target.row.attempts.filter(({ commit }) => commit !== null);
    if (made.length < 2)
      throw new UserError(`${target.task.id} has no two attempts that left work.`, 1, 'nothing');
    const named = attemptOf(args) ?? (await pickAttempt(target, made, 'Compare Which Attempt?'));
    if (named === null) return;
    const others = made.filter(({ number }) => number !== named);
    const before = others.filter(({ number }) => number < named).at(-1);
    const [only] = others;
    const other = others.length === 1 ? only : before;
    if (other === undefined)
      throw new UserError(`There is no attempt before ${String(named)}.`, 1, 'nothing');
    const { repository, ref } = target;
    const changes = await attemptsCompared(repository.requireProject(), {
      run: requireRun(target),
      task: ref,
      attempts: [other.number, named],
    });
    await openChanges(repository, changes, null);
  },
  'tutti.showGateLog': async (services, ...args) => {
    const target = await workTask(services, args, 'Show Gate Output');
    if (target !== null) await openGateLog(target, gateOf(args));
  },
  'tutti.showTranscript': async (services, ...args) => {
    const target = await workTask(services, args, 'Show Transcript');
    if (target !== null) await openTranscript(target, attemptOf(args));
  },
  'tutti.copyBranchName': async (services, ...args) => {
    const [plan] = namesPlan(args) ? namedPlans(services, readArguments(args)) : [];
    const branch =
      plan === undefined
        ? (await workTask(services, args, 'Copy Branch Name'))?.row.branch
        : (planOf(plan)?.integrationBranch ?? null);
    if (branch === undefined) return;
    if (branch === null) throw new UserError('It has no branch yet.', 1, 'nothing');
    await vscode.env.clipboard.writeText(branch);
    vscode.window.setStatusBarMessage(`Copied ${branch}`, 4_000);
  },
  'tutti.openWorktreeWindow': async (services, ...args) => {
    const target = await workTask(services, args, 'Open Worktree in New Window');
    if (target === null) return;
    const folder = requireWorktree(target.row.worktree, target.task.id);
    await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: true });
  },
  'tutti.revealWorktree': async (services, ...args) => {
    const target = await workTask(services, args, 'Reveal Worktree');
    if (target === null) return;
    await vscode.commands.executeCommand(
      'revealFileInOS',
      requireWorktree(target.row.worktree, target.task.id),
    );
  },
};

function requireWorktree(folder: string | null, id: string): vscode.Uri {
  if (folder !== null) return vscode.Uri.file(folder);
  throw new UserError(`${id} has no worktree now: its work is on its branch.`, 1, 'nothing');
}
