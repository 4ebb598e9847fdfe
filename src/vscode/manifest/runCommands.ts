import type { CommandTable } from './commandEntry.ts';

const trusted = 'isWorkspaceTrusted';

/** Plans, runs and steering. */
export const runCommands = {
  'tutti.run': {
    title: 'Run Plan',
    icon: 'run-all',
    enablement: trusted,
    menus: { 'view/title': { when: 'view == tutti.plan && tutti.hasPlan', group: 'navigation@1' } },
  },
  'tutti.openPlan': { title: 'Open Plan', icon: 'go-to-file' },
} as const satisfies CommandTable;
