import type { Terminal } from '../../src/cli/terminal.ts';

/** Output without colours. */
export const plainPaint: Pick<Terminal, 'paint'> = { paint: (_, text) => text };
