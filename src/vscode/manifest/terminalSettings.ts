import type { SettingEntry } from './settingEntry.ts';

/** Read by `terminals/terminalSettings.ts`. */
export const terminalSettings: Readonly<Record<string, SettingEntry>> = {
  'tutti.terminal.create': {
    type: 'string',
    enum: ['always', 'onDemand'],
    enumDescriptions: [
      'Every attempt runs in a terminal of its own, which is shown when you ask for it.',
      'Attempts run without a terminal; one is opened when you ask for it.',
    ],
    default: 'always',
    markdownDescription: 'When an agent gets its terminal.',
    scope: 'window',
  },
  'tutti.terminal.location': {
    type: 'string',
    enum: ['panel', 'beside'],
    enumDescriptions: [
      'In the panel, with your other terminals.',
      'In an editor beside the active one. Attempts then run without a terminal until you open it.',
    ],
    default: 'panel',
    markdownDescription: 'Where the terminal of an agent opens.',
    scope: 'window',
  },
  'tutti.terminal.keepFinished': {
    type: 'integer',
    minimum: 0,
    maximum: 20,
    default: 3,
    markdownDescription:
      'How many terminals of finished attempts stay open; older ones are closed, but not the one you look at. **Tutti: Show Terminal** brings any transcript back.',
    scope: 'window',
  },
};
