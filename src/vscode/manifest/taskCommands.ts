import type { CommandTable } from './commandEntry.ts';
import { has, isPlanFile, keyIn, onDashboardTask, planTaskIn, row, taskIn, trusted } from './when.ts';

const enablement = `${trusted} && ${has.plan}`;
const over = ['failed', 'cancelled', 'skipped'] as const;
const open = [
  'pending',
  'ready',
  'blocked',
  'preparing',
  'running',
  'waiting',
  'needs-you',
  'queued',
] as const;
const asks = `${trusted} && ${has.needsYou}`;

/** Steering one task, and answering what its agent asks. */
export const taskCommands = {
  'tutti.retryTask': {
    title: 'Retry Task',
    icon: 'debug-restart',
    enablement,
    menus: {
      'webview/context': { when: onDashboardTask, group: '1_run@3' },
      'view/item/context': [
        { when: planTaskIn(...over), group: 'inline@1' },
        { when: taskIn(...over, 'needs-you', 'waiting'), group: '1_run@3' },
      ],
    },
  },
  'tutti.retryWithNote': {
    title: 'Retry with Note…',
    icon: 'debug-restart',
    enablement,
    menus: {
      'webview/context': { when: onDashboardTask, group: '1_run@4' },
      'view/item/context': { when: taskIn(...over, 'needs-you', 'waiting'), group: '1_run@4' },
    },
  },
  'tutti.reassignTask': {
    title: 'Assign to Another Agent…',
    enablement,
    menus: {
      'webview/context': { when: onDashboardTask, group: '1_run@5' },
      'view/item/context': { when: `${taskIn(...over, ...open)} || ${row('worker')}`, group: '1_run@5' },
    },
  },
  'tutti.sendMessage': {
    title: 'Send Message…',
    icon: 'comment',
    enablement,
    menus: {
      'webview/context': { when: onDashboardTask, group: '1_run@6' },
      'view/item/context': [
        { when: row('worker'), group: 'inline@2' },
        { when: `${taskIn(...open)} || ${row('worker')}`, group: '1_run@6' },
      ],
    },
  },
  'tutti.answerQuestion': {
    title: 'Answer…',
    icon: 'comment-discussion',
    enablement: asks,
    menus: {
      'webview/context': { when: onDashboardTask, group: '1_run@2' },
      'view/item/context': [
        { when: planTaskIn('needs-you'), group: 'inline@1' },
        { when: taskIn('needs-you'), group: '1_run@1' },
      ],
    },
  },
  'tutti.approve': { title: 'Approve', icon: 'check', enablement: asks },
  'tutti.approveForRun': { title: 'Approve for This Run', enablement: asks },
  'tutti.deny': { title: 'Deny', enablement: asks },
  'tutti.showNeedsYou': { title: 'Show What Needs You', icon: 'bell-dot', enablement: has.plan },
  'tutti.whyIsThisWaiting': {
    title: 'Why Is This Waiting?',
    icon: 'question',
    enablement: has.plan,
    menus: {
      'webview/context': { when: onDashboardTask, group: '2_review@1' },
      'view/item/context': [
        { when: planTaskIn('pending', 'ready', 'waiting', 'blocked'), group: 'inline@2' },
        { when: taskIn(...over, ...open), group: '2_review@1' },
      ],
      'editor/lineNumber/context': { when: isPlanFile, group: 'tutti@2' },
    },
  },
  'tutti.peekBlockers': { title: 'Peek at What Blocks a Task', enablement: has.plan },
  'tutti.markTaskDone': {
    title: 'Mark Done',
    enablement,
    menus: {
      'webview/context': { when: onDashboardTask, group: '4_plan@2' },
      'view/item/context': { when: planTaskIn(...over, ...open), group: '4_plan@2' },
    },
  },
  'tutti.skipTask': {
    title: 'Skip Task',
    enablement,
    menus: {
      'webview/context': { when: onDashboardTask, group: '4_plan@3' },
      'view/item/context': { when: taskIn('failed', 'cancelled', ...open), group: '4_plan@3' },
    },
  },
  'tutti.cancelTask': {
    title: 'Cancel Task',
    enablement,
    menus: {
      'webview/context': { when: onDashboardTask, group: '9_danger@1' },
      'view/item/context': { when: `${taskIn(...open)} || ${row('worker')}`, group: '9_danger@1' },
    },
    keybinding: { key: 'delete', mac: 'cmd+backspace', ...keyIn('tutti.workers') },
  },
} as const satisfies CommandTable;
