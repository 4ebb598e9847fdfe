import { textLine, type Line } from './cell.ts';

const keys: readonly (readonly [string, string])[] = [
  ['Tab, Shift+Tab, 1 to 5', 'another pane'],
  ['↑ ↓, j k, PgUp PgDn, Home End', 'another row'],
  ['Enter', 'all about the task of the row; on Trends: all figures'],
  ['Escape', 'back to the panes'],
  ['a', 'approve: allow what the agent asks for, or let reviewed work land'],
  ['d', 'deny it'],
  ['m', 'a message to the agent, or the answer to its question'],
  ['r', 'retry the task'],
  ['s', 'skip the task'],
  ['h', 'hold it in the merge queue, or release it'],
  ['l', 'land it first'],
  ['p', 'pause the run, or go on'],
  ['x', 'stop the run'],
  ['q', 'leave; the run goes on'],
];

/** What each key does. */
export const helpLines: readonly Line[] = keys.map(([key, what]) => ({
  key,
  chosen: false,
  cells: [
    { text: key, width: 32, weight: 'bold' },
    { text: what, width: 60 },
  ],
}));

/** The same in one line; a narrow terminal cuts its end. */
export const shortHelp =
  '? help · q leaves · Tab pane · ↑↓ row · Enter details · a approve · d deny · m message · r retry · s skip · p pause';

/** While a text is in front. */
export const readingHelp = '↑↓ scroll · Escape back · ? help · q leaves';

/** While nothing is there yet. */
export function emptyLine(pane: string): Line {
  return textLine('none', pane, { weight: 'dim' });
}
