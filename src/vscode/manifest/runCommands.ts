import type { CommandTable } from './commandEntry.ts';
import {
  groupIn,
  has,
  inPlan,
  isPlanFile,
  keyIn,
  onDashboardTask,
  planTaskIn,
  row,
  runIs,
  trusted,
} from './when.ts';

const canGoOn = `(${runIs('paused', 'draining')} || tutti.canResume)`;
const goesOn = runIs('running', 'paused', 'draining');
const waits = planTaskIn('pending', 'ready', 'blocked');

/** Runs as a whole: starting, steering, looking at them. */
export const runCommands = {
  'tutti.run': {
    title: 'Run Plan',
    icon: 'run-all',
    enablement: trusted,
    menus: {
      'view/title': { when: `${inPlan} && ${has.plan} && tutti.runState == idle`, group: 'navigation@1' },
      'view/item/context': [
        { when: row('plan'), group: 'inline@1' },
        { when: row('plan'), group: '1_run@1' },
      ],
      'editor/title/run': { when: isPlanFile, group: '1_run@1' },
      'explorer/context': { when: isPlanFile, group: '7_tutti@1' },
    },
  },
  'tutti.runWithOptions': {
    title: 'Run Plan with Options…',
    enablement: `${trusted} && ${has.plan} && tutti.runState == idle`,
    menus: {
      'view/title': { when: `${inPlan} && ${has.plan} && tutti.runState == idle`, group: '1_run@2' },
      'view/item/context': { when: row('plan'), group: '1_run@4' },
      'editor/title/run': { when: isPlanFile, group: '1_run@4' },
    },
  },
  'tutti.dryRun': {
    title: 'Forecast Run',
    icon: 'graph',
    enablement: `${trusted} && ${has.plan}`,
    menus: {
      'view/title': { when: `${inPlan} && ${has.plan}`, group: '1_run@5' },
      'view/item/context': { when: row('plan'), group: '1_run@3' },
      'editor/title/run': { when: isPlanFile, group: '1_run@3' },
      'explorer/context': { when: isPlanFile, group: '7_tutti@2' },
    },
  },
  'tutti.runReady': {
    title: 'Run Ready Tasks',
    icon: 'play',
    enablement: `${trusted} && ${has.ready}`,
    menus: {
      'view/title': { when: `${inPlan} && ${has.plan}`, group: '1_run@1' },
      'view/item/context': { when: row('plan'), group: '1_run@2' },
      'editor/title/run': { when: isPlanFile, group: '1_run@2' },
    },
  },
  'tutti.runTask': {
    title: 'Run Task',
    icon: 'play',
    enablement: `${trusted} && ${has.plan}`,
    menus: {
      'webview/context': { when: onDashboardTask, group: '1_run@1' },
      'view/item/context': [
        { when: planTaskIn('pending', 'ready'), group: 'inline@1' },
        { when: waits, group: '1_run@1' },
        { when: groupIn('pending', 'ready', 'running'), group: '1_run@1' },
      ],
      'editor/lineNumber/context': { when: isPlanFile, group: 'tutti@1' },
    },
  },
  'tutti.runPhase': {
    title: 'Run Phase',
    icon: 'run-all',
    enablement: `${trusted} && ${has.plan}`,
    menus: {
      'view/item/context': [
        { when: row('phase'), group: 'inline@1' },
        { when: row('phase'), group: '1_run@1' },
      ],
    },
  },
  'tutti.runSelection': {
    title: 'Run Selected Tasks',
    enablement: `${trusted} && ${has.plan}`,
    menus: {
      'view/item/context': { when: `${waits} && listMultiSelection`, group: '1_run@2' },
      'editor/context': { when: isPlanFile, group: '1_tutti@1' },
    },
    keybinding: { key: 'ctrl+enter', mac: 'cmd+enter', ...keyIn('tutti.plan') },
  },
  'tutti.pause': {
    title: 'Pause Run',
    icon: 'debug-pause',
    enablement: runIs('running'),
    menus: { 'view/title': { when: `${inPlan} && ${runIs('running')}`, group: 'navigation@1' } },
  },
  'tutti.resume': {
    title: 'Resume Run',
    icon: 'debug-continue',
    enablement: `${trusted} && ${canGoOn}`,
    menus: { 'view/title': { when: `${inPlan} && ${canGoOn}`, group: 'navigation@2' } },
  },
  'tutti.drain': {
    title: 'Drain Run',
    enablement: runIs('running', 'paused'),
    menus: { 'view/title': { when: `${inPlan} && ${runIs('running', 'paused')}`, group: '1_run@6' } },
  },
  'tutti.stop': {
    title: 'Stop Run…',
    icon: 'debug-stop',
    enablement: goesOn,
    menus: { 'view/title': { when: `${inPlan} && ${goesOn}`, group: 'navigation@3' } },
  },
  'tutti.setBudget': { title: 'Set Budget…', enablement: `${trusted} && workbenchState != empty` },
  'tutti.followRun': { title: 'Follow Latest Run', enablement: trusted },
  'tutti.pickRun': {
    title: 'Show Earlier Run…',
    enablement: trusted,
    menus: { 'view/title': { when: `${inPlan} && ${has.plan}`, group: '2_review@1' } },
  },
  'tutti.showStatus': { title: 'Show Run Status', enablement: has.plan },
  'tutti.showReport': {
    title: 'Show Report',
    enablement: trusted,
    menus: { 'view/title': { when: `${inPlan} && ${has.plan}`, group: '2_review@2' } },
  },
  'tutti.showDecisionLog': {
    title: 'Show Decision Log',
    icon: 'note',
    enablement: has.plan,
    menus: {
      'view/title': [
        { when: `${inPlan} && ${has.plan}`, group: '2_review@3' },
        { when: 'view == tutti.activity', group: 'navigation@1' },
      ],
    },
  },
} as const satisfies CommandTable;
