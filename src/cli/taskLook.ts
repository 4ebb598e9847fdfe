import type { RunStateWord } from '../shared/status.ts';
import type { TaskIcon } from '../shared/taskSign.ts';

/** Names that both `util.styleText` and ink know. */
export type Color = 'blue' | 'cyan' | 'gray' | 'green' | 'magenta' | 'red' | 'yellow';

/** How a state looks: the word says it, symbol and colour only help. Symbols are one cell wide. */
export interface Look {
  readonly symbol: string;
  readonly color: Color | null;
}

export const taskLooks: Readonly<Record<TaskIcon, Look>> = {
  pending: { symbol: '·', color: 'gray' },
  ready: { symbol: '○', color: null },
  preparing: { symbol: '◌', color: 'blue' },
  running: { symbol: '●', color: 'blue' },
  stuck: { symbol: '!', color: 'yellow' },
  waiting: { symbol: '=', color: 'yellow' },
  'needs-you': { symbol: '?', color: 'yellow' },
  queued: { symbol: '»', color: 'magenta' },
  held: { symbol: '»', color: 'yellow' },
  gate: { symbol: '◇', color: 'blue' },
  landing: { symbol: '»', color: 'magenta' },
  landed: { symbol: '✓', color: 'green' },
  ungated: { symbol: '✓', color: 'green' },
  blocked: { symbol: '×', color: 'gray' },
  failed: { symbol: '✗', color: 'red' },
  skipped: { symbol: '-', color: 'gray' },
  cancelled: { symbol: '-', color: 'gray' },
};

export const runColors: Readonly<Record<RunStateWord, Color>> = {
  running: 'blue',
  paused: 'yellow',
  draining: 'yellow',
  stopped: 'yellow',
  done: 'green',
  failed: 'red',
  halted: 'red',
};
