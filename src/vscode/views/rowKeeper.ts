import type { TreeRow } from './treeRow.ts';

/** Keeps rows by their key, so that a row is the same object for as long as it is shown. */
export class RowKeeper {
  readonly #rows = new Map<string, TreeRow>();

  /** The row that is kept under this key, unless it stands for something else by now. */
  keep<Kept extends TreeRow>(row: Kept): Kept {
    const kept = this.#rows.get(row.key);
    if (kept !== undefined && isSame(kept, row)) return kept;
    this.#rows.set(row.key, row);
    return row;
  }

  get(key: string): TreeRow | null {
    return this.#rows.get(key) ?? null;
  }

  drop(key: string): void {
    this.#rows.delete(key);
  }
}

function isSame<Kept extends TreeRow>(kept: TreeRow, row: Kept): kept is Kept {
  const names = Object.keys(row);
  return (
    Object.keys(kept).length === names.length &&
    names.every((name) => Reflect.get(kept, name) === Reflect.get(row, name))
  );
}
