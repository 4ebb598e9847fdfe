import * as vscode from 'vscode';
import { UserError } from '../../core/base/userError.ts';
import type { taskCommands } from '../manifest/taskCommands.ts';
import type { TaskStateWord } from '../../shared/status.ts';
import type { HostServices } from '../hostServices.ts';
import { peekBlockers } from '../language/peekBlockers.ts';
import { answerTask, showNeedsYou } from './answers.ts';
import { oneTask, someTasks, type TaskQuestion } from './askTask.ts';
import type { Handlers } from './commandHandler.ts';
import { pickOne } from './pickLive.ts';
import { taskName } from './pickText.ts';
import { requireRow, steerPlan, type TaskCommandBody } from './steer.ts';
import { showWhy } from './showWhy.ts';
import type { TaskTarget } from './targets.ts';

const ended = ['failed', 'cancelled', 'skipped'] as const;
const before = ['pending', 'ready', 'blocked', 'waiting'] as const;
const atWork = ['preparing', 'running', 'needs-you', 'queued'] as const;
const retried = [...ended, 'needs-you', 'waiting'] as const;

export const taskHandlers: Handlers<typeof taskCommands> = {
  'tutti.retryTask': async (services, ...args) => {
    const question = about('Retry Task', retried, 'No task has failed or waits for you.');
    for (const target of await someTasks(services, args, question)) {
      await steerTask(target, { type: 'retry', note: null }, { goOn: true });
    }
  },
  'tutti.retryWithNote': async (services, ...args) => {
    const question = about('Retry with Note', retried, 'No task has failed or waits for you.');
    const target = await oneTask(services, args, question);
    if (target === null) return;
    const note = await askText(target, 'Retry', 'What should its agent know or do differently?');
    if (note !== null) await steerTask(target, { type: 'retry', note }, { goOn: true });
  },
  'tutti.reassignTask': async (services, ...args) => {
    const question = about(
      'Assign to Another Agent',
      [...ended, ...before, ...atWork],
      'Every task has landed.',
    );
    const targets = await someTasks(services, args, question);
    const [first] = targets;
    if (first === undefined) return;
    const agent = await pickAgent(first, targets.length);
    if (agent === null) return;
    for (const target of targets) await steerTask(target, { type: 'reassign', agent }, { goOn: false });
  },
  'tutti.sendMessage': async (services, ...args) => {
    const question = about('Send Message', [...atWork, ...before], 'No task is under way.');
    const target = await oneTask(services, args, question);
    if (target === null) return;
    requireRow(target);
    const text = await askText(target, 'Send to', messageHint(target));
    if (text !== null) await steerTask(target, { type: 'send', text }, { goOn: false });
  },
  'tutti.answerQuestion': async (services, ...args) => {
    const target = await oneTask(services, args, needing('Answer'));
    if (target !== null) await answerTask(target);
  },
  'tutti.approve': (services, ...args) => approve(services, args, { title: 'Approve', forRun: false }),
  'tutti.approveForRun': (services, ...args) =>
    approve(services, args, { title: 'Approve for This Run', forRun: true }),
  'tutti.deny': async (services, ...args) => {
    for (const target of await someTasks(services, args, needing('Deny'))) {
      await steerTask(target, { type: 'deny', request: target.request }, { goOn: false });
    }
  },
  'tutti.showNeedsYou': (services) => showNeedsYou(services),
  'tutti.whyIsThisWaiting': async (services, ...args) => {
    const target = await oneTask(
      services,
      args,
      about('Why Is This Waiting?', null, 'The plan has no task.'),
    );
    if (target !== null) await showWhy(services, target);
  },
  'tutti.peekBlockers': async (services, ...args) => {
    const question = about('Peek at What Blocks', ['pending', 'blocked'], 'No task waits for another.');
    const target = await oneTask(services, args, question);
    if (target !== null) await peekBlockers(target);
  },
  'tutti.markTaskDone': async (services, ...args) => {
    const question = about('Mark Done', [...ended, ...before, 'needs-you'], 'No task is open.');
    for (const target of await someTasks(services, args, question)) {
      await steerTask(target, { type: 'markDone' }, { goOn: false });
    }
  },
  'tutti.skipTask': async (services, ...args) => {
    const states = ['failed', 'cancelled', ...before, ...atWork] as const;
    for (const target of await someTasks(services, args, about('Skip Task', states, 'No task is open.'))) {
      await steerTask(target, { type: 'skip' }, { goOn: false });
    }
  },
  'tutti.cancelTask': async (services, ...args) => {
    const question = about('Cancel Task', [...before, ...atWork], 'No task is open.');
    const targets = await someTasks(services, args, question);
    if (targets.length === 0 || !(await confirmCancel(targets))) return;
    for (const target of targets) await steerTask(target, { type: 'cancel' }, { goOn: false });
  },
};

function about(title: string, states: readonly TaskStateWord[] | null, none: string): TaskQuestion {
  return { title, states, none };
}

function needing(title: string): TaskQuestion {
  return about(title, ['needs-you'], 'No task needs you now.');
}

type WithoutTask<Body> = Body extends TaskCommandBody ? Omit<Body, 'task'> : never;

async function steerTask(
  target: TaskTarget,
  body: WithoutTask<TaskCommandBody>,
  options: { readonly goOn: boolean },
): Promise<void> {
  requireRow(target);
  await steerPlan(target, { ...body, task: target.task.ref }, options);
}

async function approve(
  services: HostServices,
  args: readonly unknown[],
  { title, forRun }: { readonly title: string; readonly forRun: boolean },
): Promise<void> {
  for (const target of await someTasks(services, args, needing(title))) {
    if (target.task.row?.request?.kind === 'question') await answerTask(target);
    else await steerTask(target, { type: 'approve', forRun, request: target.request }, { goOn: true });
  }
}

/** Null when the person leaves or says nothing. */
async function askText({ task }: TaskTarget, verb: string, prompt: string): Promise<string | null> {
  const text = await vscode.window.showInputBox({
    title: `${verb} ${taskName(task)}`,
    prompt,
    ignoreFocusOut: true,
  });
  return text === undefined || text.trim() === '' ? null : text.trim();
}

function messageHint({ task }: TaskTarget): string {
  return task.state === 'running' || task.state === 'needs-you'
    ? 'Its agent gets this now.'
    : 'Its agent gets this when it starts.';
}

async function pickAgent({ repository, task }: TaskTarget, count: number): Promise<string | null> {
  const { agents } = repository.config;
  const who = count === 1 ? taskName(task) : `${String(count)} tasks`;
  const others = Object.entries(agents).filter(([name]) => count > 1 || name !== task.row?.agent);
  if (others.length === 0) {
    throw new UserError('There is no other agent: add a profile under "agents" in tutti.json.', 2, 'config');
  }
  return pickOne({
    title: `Assign ${who}`,
    placeholder: 'Which agent does the next attempt?',
    items: () =>
      others.map(([name, profile]) => ({
        key: name,
        label: `$(robot) ${name}`,
        description: profile.model ?? profile.adapter,
        value: name,
      })),
  });
}

/** A pick and no modal: nothing is lost, as the work stays on its branch. */
async function confirmCancel(targets: readonly TaskTarget[]): Promise<boolean> {
  const [first] = targets;
  const what = targets.length === 1 ? `task ${first?.task.id ?? ''}` : `${String(targets.length)} tasks`;
  const answer = await pickOne<'cancel' | 'keep'>({
    title: `Cancel ${what}?`,
    placeholder: 'What depends on it will be blocked. Its work is kept on its branch.',
    items: () => [
      { key: 'cancel', label: `$(circle-slash) Cancel ${what}`, value: 'cancel' },
      { key: 'keep', label: '$(arrow-left) Keep It', value: 'keep' },
    ],
  });
  return answer === 'cancel';
}
