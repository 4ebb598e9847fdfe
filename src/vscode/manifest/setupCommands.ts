import type { CommandTable } from './commandEntry.ts';
import { inPlan, trusted } from './when.ts';

/** What runs stand on: agents, configuration, logs, help. */
export const setupCommands = {
  'tutti.setUpAgents': {
    title: 'Set Up Agents',
    icon: 'robot',
    enablement: trusted,
    menus: { 'view/title': { when: inPlan, group: '5_setup@2' } },
  },
  'tutti.doctor': {
    title: 'Check Surroundings',
    enablement: `${trusted} && workbenchState != empty`,
    menus: { 'view/title': { when: inPlan, group: '5_setup@3' } },
  },
  'tutti.openConfig': {
    title: 'Open Configuration (tutti.json)',
    enablement: 'workbenchState != empty',
    menus: { 'view/title': { when: inPlan, group: '5_setup@4' } },
  },
  'tutti.openSettings': {
    title: 'Open Settings',
    menus: { 'view/title': { when: inPlan, group: '5_setup@5' } },
  },
  'tutti.showLogs': { title: 'Show Logs' },
  'tutti.showAccessibilityHelp': { title: 'Show Keyboard and Accessibility Help' },
  'tutti.reportIssue': { title: 'Report Issue…' },
} as const satisfies CommandTable;
