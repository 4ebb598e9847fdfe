import type * as vscode from 'vscode';
import type { landCommands } from '../manifest/landCommands.ts';
import { UserError } from '../../core/base/userError.ts';
import type { TaskStateWord } from '../../shared/status.ts';
import type { HostServices } from '../hostServices.ts';
import { abortResolution, continueLanding, startResolution } from '../review/conflictSession.ts';
import { draftTarget } from '../review/draftTarget.ts';
import { workOf } from '../review/reviewComments.ts';
import { sendBack, sendComments } from '../review/sendBack.ts';
import { oneTask, someTasks } from './askTask.ts';
import type { CommandHandler, Handlers } from './commandHandler.ts';
import { steerPlan, type TaskCommandBody } from './steer.ts';
import { allPlans, taskIn } from './targets.ts';
import { requireWork, type WorkTarget } from './workTargets.ts';

export const landHandlers: Handlers<typeof landCommands> = {
  'tutti.moveUp': ofEntries('Move Up in Merge Queue', (task) => ({ type: 'move', task, by: -1 })),
  'tutti.moveDown': ofEntries('Move Down in Merge Queue', (task) => ({ type: 'move', task, by: 1 })),
  'tutti.landNow': ofEntries('Land Now', (task) => ({ type: 'landNow', task })),
  'tutti.holdEntry': ofEntries('Hold in Merge Queue', (task) => ({ type: 'hold', task })),
  'tutti.releaseEntry': ofEntries('Release in Merge Queue', (task) => ({ type: 'release', task })),
  'tutti.skipEntry': ofEntries('Leave Out of Merge Queue', (task) => ({ type: 'skip', task })),
  'tutti.resolveConflict': ofConflict('Resolve Conflict', startResolution),
  'tutti.continueLanding': ofConflict('Continue Landing', continueLanding),
  'tutti.abortResolution': ofConflict('Abort Resolution', abortResolution),
  'tutti.sendBackToAgent': async (services, ...args) => {
    const target = draftTarget(services, args) ?? (await needing(services, args, 'Send Back to Agent'));
    if (target !== null) await sendBack(services, target);
  },
  'tutti.approveReview': async (services, ...args) => {
    const target = await needing(services, args, 'Approve Review');
    if (target === null) return;
    const { ref, request } = target;
    await steerPlan(target, { type: 'approve', task: ref, forRun: false, request }, { goOn: true });
  },
  'tutti.addComment': (services, ...[reply]) => {
    if (isReply(reply)) services.comments.add(reply);
    return Promise.resolve();
  },
  'tutti.discardComment': (services, ...[thread]) => {
    if (isThread(thread)) services.comments.discard(thread);
    return Promise.resolve();
  },
  'tutti.sendComments': async (services, ...args) => {
    const [first] = args;
    const target = isThread(first) ? commented(services, first) : await anyWork(services, args);
    if (target !== null) await sendComments(services, target);
  },
};

type QueueCommandBody = Extract<
  TaskCommandBody,
  { readonly type: 'move' | 'landNow' | 'hold' | 'release' | 'skip' }
>;

function ofEntries(title: string, toCommand: (task: string) => QueueCommandBody): CommandHandler {
  const question = { title, states: ['queued', 'landing'], none: 'Nothing waits to land.' } as const;
  return async (services, ...args) => {
    for (const target of await someTasks(services, args, question)) {
      await steerPlan(target, toCommand(requireWork(target).ref));
    }
  };
}

function ofConflict(title: string, act: (target: WorkTarget) => Promise<void>): CommandHandler {
  return async (services, ...args) => {
    const target = draftTarget(services, args) ?? (await needing(services, args, title));
    if (target !== null) await act(target);
  };
}

function needing(
  services: HostServices,
  args: readonly unknown[],
  title: string,
): Promise<WorkTarget | null> {
  return ask(services, args, { title, states: ['needs-you'], none: 'No task needs you now.' });
}

const sendable = ['needs-you', 'failed', 'running', 'cancelled', 'skipped'] as const;

function anyWork(services: HostServices, args: readonly unknown[]): Promise<WorkTarget | null> {
  const question = { title: 'Send Comments to Agent', states: sendable, none: 'No agent would get them.' };
  return ask(services, args, question);
}

async function ask(
  services: HostServices,
  args: readonly unknown[],
  question: { readonly title: string; readonly states: readonly TaskStateWord[]; readonly none: string },
): Promise<WorkTarget | null> {
  const target = await oneTask(services, args, question);
  return target === null ? null : requireWork(target);
}

/** The task whose changes a comment is on. Throws UserError when its run is not the one that is shown any more. */
function commented(services: HostServices, { uri }: vscode.CommentThread): WorkTarget {
  const work = workOf(uri);
  for (const plan of allPlans(services)) {
    if (plan.status?.run !== work?.run) continue;
    for (const { id, row } of plan.view.tasks.values()) {
      if (row === null || `${row.plan}/${row.id}` !== work?.task) continue;
      const target = taskIn(plan, id);
      if (target !== null) return requireWork(target);
    }
  }
  throw new UserError('The comment is on the work of an earlier run: there is no agent to send it to.', 1);
}

/** What the menus of comments give. */
function isReply(value: unknown): value is vscode.CommentReply {
  return typeof value === 'object' && value !== null && 'thread' in value && 'text' in value;
}

function isThread(value: unknown): value is vscode.CommentThread {
  return typeof value === 'object' && value !== null && 'uri' in value && 'comments' in value;
}
