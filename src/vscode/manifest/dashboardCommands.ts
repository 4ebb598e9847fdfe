import type { CommandTable } from './commandEntry.ts';
import { has, inPlan, isPlanFile, row } from './when.ts';

/** View type of the dashboard's panel. */
export const dashboardPanelType = 'tutti.dag';

/** The dashboard: the whole run at a glance. */
export const dashboardCommands = {
  'tutti.showDag': {
    title: 'Show Dashboard',
    icon: 'type-hierarchy',
    enablement: has.plan,
    menus: {
      'view/title': { when: `${inPlan} && ${has.plan}`, group: 'navigation@8' },
      'view/item/context': { when: row('folder', 'plan'), group: '2_review@1' },
      'editor/title': { when: isPlanFile, group: 'navigation@8' },
    },
  },
  'tutti.showMetrics': {
    title: 'Show Metrics',
    icon: 'graph',
    enablement: has.plan,
  },
} as const satisfies CommandTable;
