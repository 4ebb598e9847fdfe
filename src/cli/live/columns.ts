import type { TaskRow } from '../taskRow.ts';

/** Widths in cells, each with the space behind it; 0 leaves a column out. */
export interface Columns {
  readonly name: number;
  readonly title: number;
  readonly state: number;
  readonly agent: number;
  readonly elapsed: number;
  readonly tokens: number;
  readonly text: number;
}

/** Divides a line of `width` cells; a narrow terminal loses tokens first, then the agent, then the title. */
export function layOut(rows: readonly TaskRow[], width: number): Columns {
  const longest = (read: (row: TaskRow) => string, most: number) =>
    Math.min(most, Math.max(0, ...rows.map((row) => atMostCells(read(row))))) + 2;
  const name = longest((row) => row.name, 20);
  const state = 2 + 'preparing'.length + 2;
  const elapsed = 8;
  const tokens = width >= 100 ? 8 : 0;
  const agent = width >= 80 ? longest((row) => row.agent, 16) : 0;
  const rest = Math.max(10, width - name - state - elapsed - tokens - agent);
  const title = width >= 60 ? longest((row) => row.title, Math.floor(rest * 0.45)) : 0;
  return { name, title, state, agent, elapsed, tokens, text: rest - title };
}

/** An upper bound of a text's width: whatever is not ASCII counts as wide. */
function atMostCells(text: string): number {
  return text.length + text.replace(/[\u0020-\u007e]/g, '').length;
}
