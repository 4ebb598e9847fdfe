import type { PlacedNode } from '../layout.ts';

/** Of the drawing, px at 100 %. */
export const columnGap = 76;
export const nodeGap = 18;
export const edgeGap = 10;
export const laneGap = 28;
export const planGap = 56;
export const margin = 32;

/** Around the nodes of a phase: less than half a column's gap, so that boxes side by side stay apart. */
export const phasePadding = 18;
export const phaseHeader = 26;

export function sizeOf(kind: PlacedNode['kind']): { readonly width: number; readonly height: number } {
  switch (kind) {
    case 'barrier':
      return { width: 10, height: 62 };
    case 'group':
    case 'task':
    case 'verify':
    case 'phase':
      return { width: 216, height: 62 };
  }
}
