import type { Color } from '../taskLook.ts';

/** A piece of a line: printable text in so many terminal cells, cut with `…` where it is longer. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly color?: Color | null;
  readonly weight?: 'bold' | 'dim';
}

/** One line of the screen; a chosen one is marked. */
export interface Line {
  readonly key: string;
  readonly cells: readonly Cell[];
  readonly chosen: boolean;
}

/** Lines of text as the panes and the texts in front of them have them. */
export function textLine(key: string, text: string, style: Omit<Cell, 'text' | 'width'> = {}): Line {
  return { key, chosen: false, cells: [{ text, width: wholeWidth, ...style }] };
}

/** As much as there is. */
export const wholeWidth = Number.POSITIVE_INFINITY;
