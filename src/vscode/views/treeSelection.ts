import type { TreeRow } from './treeRow.ts';

/** The rows that are selected in the view that was used last: keys carry no row of their own. */
export class TreeSelection {
  #rows: readonly TreeRow[] = [];

  rows(): readonly TreeRow[] {
    return this.#rows;
  }

  keep(rows: readonly TreeRow[]): void {
    this.#rows = rows;
  }
}
