import type { CommandTable } from './commandEntry.ts';
import { has, inPlan, row, trusted } from './when.ts';

const enablement = `${trusted} && ${has.plan}`;
const ofPlan = row('plan');
const title = `${inPlan} && ${has.plan}`;

/** What becomes of a run's work: the user's branch, pull requests, snapshots, and what can go. */
export const branchCommands = {
  'tutti.bringToMyBranch': {
    title: 'Bring Integration Branch to Mine',
    icon: 'git-pull-request-go-to-changes',
    enablement,
    menus: {
      'view/title': { when: title, group: '3_worktree@1' },
      'view/item/context': { when: ofPlan, group: '3_worktree@2' },
    },
  },
  'tutti.createPullRequest': {
    title: 'Create Pull Request…',
    icon: 'git-pull-request-create',
    enablement,
    menus: {
      'view/title': { when: title, group: '3_worktree@2' },
      'view/item/context': { when: ofPlan, group: '3_worktree@3' },
    },
  },
  'tutti.openPullRequest': {
    title: 'Open Pull Request',
    icon: 'git-pull-request',
    enablement,
    menus: { 'view/item/context': { when: ofPlan, group: '3_worktree@4' } },
  },
  'tutti.undo': {
    title: 'Restore Snapshot…',
    icon: 'discard',
    enablement: trusted,
    menus: { 'view/title': { when: inPlan, group: '9_danger@1' } },
  },
  'tutti.cleanUp': {
    title: 'Clean Up Worktrees and Branches…',
    icon: 'trash',
    enablement: trusted,
    menus: { 'view/title': { when: inPlan, group: '9_danger@2' } },
  },
} as const satisfies CommandTable;
