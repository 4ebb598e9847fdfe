import type { CommandTable } from './commandEntry.ts';
import { has, inPlan, isPlanFile, onDashboardTask, row, trusted } from './when.ts';

/** Plans and what they are written with. */
export const planCommands = {
  'tutti.newPlan': {
    title: 'New Plan…',
    icon: 'new-file',
    enablement: 'workbenchState != empty',
    menus: {
      'view/title': { when: inPlan, group: '4_plan@1' },
      'file/newFile': { group: 'file' },
    },
  },
  'tutti.initProject': {
    title: 'Set Up Project…',
    enablement: `${trusted} && workbenchState != empty`,
    menus: { 'view/title': { when: inPlan, group: '5_setup@1' } },
  },
  'tutti.openPlan': {
    title: 'Open Plan',
    icon: 'go-to-file',
    enablement: has.plan,
    menus: {
      'view/title': { when: `${inPlan} && ${has.plan}`, group: '4_plan@2' },
      'view/item/context': { when: row('plan'), group: '4_plan@1' },
    },
  },
  'tutti.revealTask': {
    title: 'Reveal in Plan',
    icon: 'go-to-file',
    enablement: has.plan,
    menus: {
      'webview/context': { when: onDashboardTask, group: '4_plan@1' },
      'view/item/context': {
        when: row('phase', 'task', 'worker', 'queueEntry', 'conflict', 'activity'),
        group: '4_plan@1',
      },
    },
  },
  'tutti.validatePlan': {
    title: 'Validate Plan',
    icon: 'check-all',
    enablement: has.plan,
    menus: {
      'view/title': { when: `${inPlan} && ${has.plan}`, group: '4_plan@3' },
      'view/item/context': { when: row('plan'), group: '4_plan@2' },
      'explorer/context': { when: isPlanFile, group: '7_tutti@3' },
    },
  },
  'tutti.exportMermaid': {
    title: 'Export Graph as Mermaid',
    icon: 'type-hierarchy',
    enablement: has.plan,
    menus: {
      'view/title': { when: `${inPlan} && ${has.plan}`, group: '4_plan@4' },
      'view/item/context': { when: row('plan'), group: '4_plan@3' },
    },
  },
  'tutti.openDemo': { title: 'Open Demo' },
} as const satisfies CommandTable;
