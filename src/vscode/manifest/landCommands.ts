import type { CommandTable } from './commandEntry.ts';
import { has, keyIn, row, taskIn, trusted } from './when.ts';

const enablement = `${trusted} && ${has.plan}`;
const inQueue = `${trusted} && tutti.queueSize > 0`;
const conflict = `(${row('conflict')} || ${taskIn('conflict')})`;
const entry = row('queueEntry');
const entryWith = (token: string): string => `${entry} && viewItem =~ /\\b${token}\\b/`;
const isDraft = String.raw`resourcePath =~ /[\\/]\.tutti[\\/]runs[\\/].+[\\/]conflicts[\\/]/`;

/** What stands between work and the integration branch: the merge queue, conflicts, reviews. */
export const landCommands = {
  'tutti.moveUp': {
    title: 'Move Up in Merge Queue',
    icon: 'arrow-up',
    enablement: inQueue,
    menus: {
      'view/item/context': [
        { when: `${entry} && !(viewItem =~ /\\bfirst\\b/)`, group: 'inline@1' },
        { when: `${entry} && !(viewItem =~ /\\bfirst\\b/)`, group: '1_run@2' },
      ],
    },
    keybinding: { key: 'alt+up', ...keyIn('tutti.queue') },
  },
  'tutti.moveDown': {
    title: 'Move Down in Merge Queue',
    icon: 'arrow-down',
    enablement: inQueue,
    menus: {
      'view/item/context': [
        { when: `${entry} && !(viewItem =~ /\\blast\\b/)`, group: 'inline@2' },
        { when: `${entry} && !(viewItem =~ /\\blast\\b/)`, group: '1_run@3' },
      ],
    },
    keybinding: { key: 'alt+down', ...keyIn('tutti.queue') },
  },
  'tutti.landNow': {
    title: 'Land Now',
    icon: 'git-merge',
    enablement: inQueue,
    menus: { 'view/item/context': { when: entry, group: '1_run@1' } },
  },
  'tutti.holdEntry': {
    title: 'Hold in Merge Queue',
    icon: 'debug-pause',
    enablement: inQueue,
    menus: { 'view/item/context': { when: `${entry} && !(viewItem =~ /\\bheld\\b/)`, group: '1_run@4' } },
  },
  'tutti.releaseEntry': {
    title: 'Release in Merge Queue',
    icon: 'debug-continue',
    enablement: inQueue,
    menus: { 'view/item/context': { when: entryWith('held'), group: '1_run@4' } },
  },
  'tutti.skipEntry': {
    title: 'Leave Out of Merge Queue',
    enablement: inQueue,
    menus: { 'view/item/context': { when: entry, group: '9_danger@1' } },
  },
  'tutti.resolveConflict': {
    title: 'Resolve Conflict',
    icon: 'git-branch-conflicts',
    enablement,
    menus: {
      'view/item/context': [
        { when: row('conflict'), group: 'inline@2' },
        { when: conflict, group: '1_run@1' },
      ],
    },
  },
  'tutti.continueLanding': {
    title: 'Continue Landing',
    icon: 'check',
    enablement,
    menus: {
      'view/item/context': { when: conflict, group: '1_run@2' },
      'editor/title': { when: isDraft, group: 'navigation@1' },
    },
  },
  'tutti.sendBackToAgent': {
    title: 'Send Back to Agent…',
    icon: 'reply',
    enablement,
    menus: {
      'view/item/context': { when: `(${conflict} || ${taskIn('review', 'suspicious')})`, group: '1_run@3' },
      'editor/title': { when: isDraft, group: '1_tutti@1' },
    },
  },
  'tutti.abortResolution': {
    title: 'Abort Resolution',
    enablement,
    menus: {
      'view/item/context': { when: conflict, group: '9_danger@1' },
      'editor/title': { when: isDraft, group: '1_tutti@2' },
    },
  },
  'tutti.approveReview': {
    title: 'Approve Review',
    icon: 'check',
    enablement,
    menus: { 'view/item/context': { when: taskIn('review'), group: '1_run@2' } },
  },
  'tutti.addComment': {
    title: 'Add Comment',
    palette: false,
    menus: {
      'comments/commentThread/context': {
        when: 'commentController == tutti.review && !commentIsEmpty',
        group: 'inline@1',
      },
    },
  },
  'tutti.sendComments': {
    title: 'Send Comments to Agent',
    icon: 'reply',
    enablement,
    menus: {
      'comments/commentThread/title': {
        when: 'commentController == tutti.review && !commentThreadIsEmpty',
        group: 'navigation@1',
      },
      'view/item/context': { when: taskIn('review', 'failed', 'running', 'needs-you'), group: '2_review@6' },
    },
  },
  'tutti.discardComment': {
    title: 'Discard Comment',
    icon: 'trash',
    palette: false,
    menus: {
      'comments/commentThread/title': {
        when: 'commentController == tutti.review && !commentThreadIsEmpty',
        group: 'navigation@2',
      },
    },
  },
} as const satisfies CommandTable;
