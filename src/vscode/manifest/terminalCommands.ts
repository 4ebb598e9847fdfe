import type { CommandTable } from './commandEntry.ts';
import { onDashboardTask, planTaskIn, row, taskIn } from './when.ts';

/** Terminals of agents, and the window that runs are played in. */
export const terminalCommands = {
  'tutti.openTerminal': {
    title: 'Show Terminal',
    icon: 'terminal',
    menus: {
      'webview/context': { when: onDashboardTask, group: '2_review@6' },
      'view/item/context': [
        { when: planTaskIn('running', 'needs-you'), group: 'inline@2' },
        { when: taskIn('hasAttempts'), group: '2_review@5' },
        { when: row('worker', 'attempt'), group: '2_review@5' },
        { when: row('worker'), group: 'inline@1' },
      ],
    },
  },
  'tutti.openMainWorkspace': { title: 'Open Main Workspace', icon: 'window' },
} as const satisfies CommandTable;
