import type { CommandTable } from './commandEntry.ts';
import { has, onDashboardTask, planTaskIn, row, taskIn, trusted } from './when.ts';

const enablement = `${trusted} && ${has.plan}`;
const ofTask = `(${taskIn('hasAttempts')} || ${row('attempt', 'worker', 'queueEntry', 'conflict')})`;
const ofChanged = `(${taskIn('hasChanges')} || ${row('attempt', 'worker', 'queueEntry', 'conflict')})`;
const ofWorktree = `(${taskIn('hasWorktree')} || ${row('worker')})`;

/** Looking at work: what changed, what was printed, where it is. */
export const lookCommands = {
  'tutti.showChanges': {
    title: 'Show Changes',
    icon: 'diff-multiple',
    enablement,
    menus: {
      'webview/context': { when: onDashboardTask, group: '2_review@2' },
      'view/item/context': [
        {
          when: `${planTaskIn('landed', 'queued', 'landing')} && ${taskIn('hasChanges')}`,
          group: 'inline@1',
        },
        { when: row('attempt', 'conflict'), group: 'inline@1' },
        { when: `${ofChanged} || ${row('plan')}`, group: '2_review@2' },
      ],
    },
  },
  'tutti.compareAttempts': {
    title: 'Compare Attempts',
    icon: 'compare-changes',
    enablement,
    menus: {
      'view/item/context': { when: `${taskIn('hasAttempts')} || ${row('attempt')}`, group: '2_review@3' },
    },
  },
  'tutti.showGateLog': {
    title: 'Show Gate Output',
    icon: 'output',
    enablement,
    menus: {
      'webview/context': { when: onDashboardTask, group: '2_review@4' },
      'view/item/context': [
        { when: `${row('gate')} && viewItem =~ /\\bhasOutput\\b/`, group: 'inline@1' },
        { when: `${ofTask} || ${row('gate')}`, group: '2_review@4' },
      ],
    },
  },
  'tutti.showTranscript': {
    title: 'Show Transcript',
    icon: 'history',
    enablement,
    menus: {
      'webview/context': { when: onDashboardTask, group: '2_review@5' },
      'view/item/context': { when: ofTask, group: '2_review@5' },
    },
  },
  'tutti.copyBranchName': {
    title: 'Copy Branch Name',
    icon: 'git-branch',
    enablement: has.plan,
    menus: {
      'view/item/context': { when: `${taskIn('hasBranch')} || ${row('plan')}`, group: '3_worktree@1' },
    },
  },
  'tutti.openWorktreeWindow': {
    title: 'Open Worktree in New Window',
    icon: 'empty-window',
    enablement,
    menus: { 'view/item/context': { when: ofWorktree, group: '3_worktree@2' } },
  },
  'tutti.revealWorktree': {
    title: 'Reveal Worktree in File Manager',
    icon: 'folder-opened',
    enablement: `${enablement} && !remoteName`,
    menus: { 'view/item/context': { when: `${ofWorktree} && !remoteName`, group: '3_worktree@3' } },
  },
} as const satisfies CommandTable;
