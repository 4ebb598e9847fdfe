import * as vscode from 'vscode';
import { printable } from '../../core/base/printable.ts';
import { plural } from '../../shared/dashboard/quantities.ts';
import { UserError } from '../../core/base/userError.ts';
import { steerPlan } from '../commands/steer.ts';
import { requireRun, type WorkTarget } from '../commands/workTargets.ts';
import type { HostServices } from '../hostServices.ts';
import { commentsNote } from './commentsNote.ts';

/** Needs that are about finished work: a word about it is a review of it. */
const judged: ReadonlySet<string> = new Set(['review', 'suspicious', 'conflict']);
const retried: ReadonlySet<string> = new Set(['needs-you', 'failed', 'cancelled', 'skipped']);
const listens: ReadonlySet<string> = new Set([
  'running',
  'preparing',
  'ready',
  'waiting',
  'pending',
  'blocked',
]);

/** Gives the work back to its agent with a few words of the person's; nothing happens when they leave. */
export async function sendBack(services: HostServices, target: WorkTarget): Promise<void> {
  const { task } = target;
  const comments = services.comments.of(workOfTarget(target));
  const note = await vscode.window.showInputBox({
    title: `Send ${task.id} ${printable(task.title, 60)} Back`,
    prompt:
      comments.length === 0
        ? 'What should its agent do differently? Empty: just try again.'
        : `Sent with your ${plural(comments.length, 'comment')}. Anything else?`,
    ignoreFocusOut: true,
  });
  if (note === undefined) return;
  const parts = [note.trim(), ...(comments.length === 0 ? [] : [commentsNote(comments)])];
  await send(target, parts.filter((part) => part !== '').join('\n\n'));
  services.comments.clear(workOfTarget(target));
}

/** Sends all comments on the changes of a task to its agent. Throws UserError when there are none, or nobody to listen. */
export async function sendComments(services: HostServices, target: WorkTarget): Promise<void> {
  const work = workOfTarget(target);
  const comments = services.comments.of(work);
  if (comments.length === 0) {
    throw new UserError(
      `There is no comment on the changes of ${target.task.id}: open them with Show Changes, and comment on a line.`,
      1,
    );
  }
  await send(target, commentsNote(comments));
  services.comments.clear(work);
  void vscode.window.showInformationMessage(
    `${target.task.id} has your ${plural(comments.length, 'comment')}.`,
  );
}

function workOfTarget(target: WorkTarget) {
  return { run: requireRun(target), task: target.ref };
}

async function send(target: WorkTarget, note: string): Promise<void> {
  const { task, row, ref, request } = target;
  const isJudged = judged.has(row.request?.kind ?? '');
  if (task.state === 'needs-you' && isJudged && note !== '') {
    await steerPlan(target, { type: 'deny', task: ref, note, request }, { goOn: true });
  } else if (retried.has(task.state)) {
    await steerPlan(target, { type: 'retry', task: ref, note: note === '' ? null : note }, { goOn: true });
  } else if (listens.has(task.state)) {
    await steerPlan(target, { type: 'send', task: ref, text: note });
  } else {
    throw new UserError(`${task.id} is ${task.state}: its agent is done with it.`, 1);
  }
}
