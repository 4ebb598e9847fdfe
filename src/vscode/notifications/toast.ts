import { plural, usdText } from '../../shared/dashboard/quantities.ts';
import type { RunStatus } from '../../shared/status.ts';
import type { CommandId } from '../manifest/commands.ts';
import type { NoticeKind } from '../manifest/notificationSettings.ts';
import type { TaskArgument } from '../views/treeRow.ts';
import type { Notice } from './notice.ts';

/** A notice with the folder and the run that it is from. */
export interface HeardNotice {
  readonly notice: Notice;
  /** Of the workspace folder: `uri.toString()`. */
  readonly folder: string;
  /** What its texts begin with. */
  readonly prefix: string;
  /** As it is when the toast is made. */
  readonly status: RunStatus | null;
}

export interface Toast {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  /** Two at most: "Don't Show Again" comes to them. */
  readonly buttons: readonly ToastButton[];
  /** What "Don't Show Again" mutes; null where the toast tells of several kinds. */
  readonly mutes: NoticeKind | null;
}

export interface ToastButton {
  readonly title: string;
  readonly command: CommandId;
  readonly argument: Pick<TaskArgument, 'folder'> | null;
}

type TaskNotice = Extract<Notice, { readonly plan: string }>;

const maxNamed = 4;

/** One toast for all that was heard; null for nothing. */
export function toastOf(heard: readonly HeardNotice[]): Toast | null {
  const [first] = heard;
  if (first === undefined) return null;
  const kinds = new Set(heard.map(({ notice }) => notice.kind));
  const mutes = kinds.size === 1 ? first.notice.kind : null;
  if (heard.length === 1) {
    const only = single(first);
    return { ...only, text: `${first.prefix}${only.text}`, mutes };
  }
  const tasks = heard.flatMap(({ notice }) => (isOfTask(notice) ? notice : []));
  const others = heard.filter(({ notice }) => !isOfTask(notice)).map((one) => single(one));
  const prefixes = [...new Set(heard.map(({ prefix }) => prefix))];
  const said = prefixes.map((prefix) => prefix + sumUp(heard.filter((one) => one.prefix === prefix)));
  const severities = new Set(others.map(({ severity }) => severity));
  const show: ToastButton = { title: 'Show…', command: 'tutti.showNeedsYou', argument: null };
  return {
    severity: severities.has('error')
      ? 'error'
      : tasks.length > 0 || severities.has('warning')
        ? 'warning'
        : 'info',
    text: said.join(' '),
    buttons: tasks.length > 0 ? [show] : (others[0]?.buttons ?? []),
    mutes,
  };
}

function isOfTask(notice: Notice): notice is TaskNotice {
  return 'plan' in notice;
}

/** Of one folder. */
function sumUp(heard: readonly HeardNotice[]): string {
  const tasks = heard.flatMap(({ notice }) => (isOfTask(notice) ? notice : []));
  const others = heard.filter(({ notice }) => !isOfTask(notice)).map((one) => single(one).text);
  return [...(tasks.length === 0 ? [] : [tasksText(tasks)]), ...others].join(' ');
}

function tasksText(tasks: readonly TaskNotice[]): string {
  const names = tasks.slice(0, maxNamed).map(({ task }) => task);
  const more = tasks.length - names.length;
  const list = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  return `${plural(tasks.length, 'task')} ${tasks.length === 1 ? 'needs' : 'need'} you: ${list}.`;
}

function single({ notice, folder, status }: HeardNotice): Omit<Toast, 'mutes'> {
  if (isOfTask(notice)) return ofTask(notice, folder);
  switch (notice.kind) {
    case 'budget':
      return {
        severity: 'warning',
        text: `Budget spent: ${notice.message}`,
        buttons: [{ title: 'Raise Budget…', command: 'tutti.setBudget', argument: { folder } }],
      };
    case 'runEnded':
      return {
        severity: 'info',
        text: endedText(status),
        buttons: [{ title: 'Show Report', command: 'tutti.showReport', argument: { folder } }],
      };
    case 'halted':
      return {
        severity: 'error',
        text: `The run has halted: ${notice.message}`,
        buttons: [
          { title: 'Resume', command: 'tutti.resume', argument: { folder } },
          { title: 'Show Logs', command: 'tutti.showLogs', argument: null },
        ],
      };
  }
}

function ofTask({ plan, task, need, message, request }: TaskNotice, folder: string): Omit<Toast, 'mutes'> {
  const argument: TaskArgument = { folder, plan, task, request };
  const button = (title: string, command: CommandId): ToastButton => ({ title, command, argument });
  const toast = (text: string, ...buttons: readonly ToastButton[]): Omit<Toast, 'mutes'> => ({
    severity: 'warning',
    text,
    buttons,
  });
  switch (need) {
    case 'permission':
      return toast(
        `${task} needs an answer: ${message}`,
        button('Approve', 'tutti.approve'),
        button('Deny', 'tutti.deny'),
      );
    case 'question':
      return toast(
        `${task} needs an answer: ${message}`,
        button('Answer…', 'tutti.answerQuestion'),
        button('Show Terminal', 'tutti.openTerminal'),
      );
    case 'conflict':
      return toast(
        `${task} conflicts: ${message}`,
        button('Resolve Conflict', 'tutti.resolveConflict'),
        button('Show Changes', 'tutti.showChanges'),
      );
    case 'review':
      return toast(
        `${task} waits for your review: ${message}`,
        button('Show Changes', 'tutti.showChanges'),
        button('Approve', 'tutti.approve'),
      );
    case 'budget':
      return toast(`${task} has spent its budget: ${message}`, button('Raise Budget…', 'tutti.setBudget'));
    case 'suspicious':
    case 'branch':
      return toast(
        `${task} needs you: ${message}`,
        button('Show Changes', 'tutti.showChanges'),
        button('Retry with Note…', 'tutti.retryWithNote'),
      );
  }
}

/** `Run finished: 11 landed, 1 failed, $8.20` */
function endedText(status: RunStatus | null): string {
  if (status === null) return 'Run finished';
  const count = (state: string): number => status.tasks.filter((task) => task.state === state).length;
  const failed = count('failed');
  const waiting = count('needs-you');
  const facts = [
    `${count('landed')} landed`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(waiting === 0 ? [] : [`${waiting} waiting for you`]),
    ...(status.totals.costUsd === 0 ? [] : [usdText(status.totals.costUsd)]),
  ];
  return `Run finished: ${facts.join(', ')}`;
}
