import type { RowKeeper } from './rowKeeper.ts';
import { looksSame, type RowLook, type RowSource } from './rowLook.ts';
import type { TreeRow } from './treeRow.ts';

/**
 * What a tree has been told: the looks of its rows and who stands below whom. Compared with how things are now this
 * gives the rows to ask for again, and only those.
 */
export class ShownRows {
  readonly #source: RowSource;
  readonly #keeper: RowKeeper;
  readonly #looks = new Map<string, RowLook | null>();
  /** Rows below a row, by its key; the topmost by ''. */
  readonly #below = new Map<string, readonly TreeRow[]>();
  /** Whether a row that can be opened was open when it was first shown: later it is as the user wants it. */
  readonly #atFirst = new Map<string, RowLook['children']>();

  constructor(source: RowSource, keeper: RowKeeper) {
    this.#source = source;
    this.#keeper = keeper;
  }

  children(row: TreeRow | null): readonly TreeRow[] {
    const rows = this.#source.children(row);
    const place = row?.key ?? '';
    const kept = new Set(rows.map(({ key }) => key));
    for (const { key } of this.#below.get(place) ?? []) if (!kept.has(key)) this.#forget(key);
    this.#below.set(place, rows);
    return rows;
  }

  /** Null when what the row stands for is gone. */
  look(row: TreeRow): RowLook | null {
    const look = this.#present(row);
    this.#looks.set(row.key, look);
    return look;
  }

  /** The rows to ask for again, with all below them; `all` when the topmost are others. */
  changes(): readonly TreeRow[] | 'all' {
    const changed = new Map<string, TreeRow>();
    for (const [place, rows] of this.#below) {
      const row = place === '' ? null : this.#keeper.get(place);
      if (row === null && place !== '') continue;
      if (isSame(rows, this.#source.children(row))) continue;
      if (row === null) return 'all';
      changed.set(place, row);
    }
    for (const [key, look] of this.#looks) {
      const row = this.#keeper.get(key);
      const now = row === null ? null : this.#present(row);
      // A row that is gone is taken away by the one above it.
      if (row !== null && now !== null && (look === null || !looksSame(now, look))) changed.set(key, row);
    }
    return this.#withoutCovered(changed);
  }

  #present(row: TreeRow): RowLook | null {
    const look = this.#source.look(row);
    if (look === null || look.children === 'none') return look;
    const children = this.#atFirst.get(row.key) ?? look.children;
    this.#atFirst.set(row.key, children);
    return { ...look, children };
  }

  /** A row is asked for again with all below it. */
  #withoutCovered(changed: ReadonlyMap<string, TreeRow>): readonly TreeRow[] {
    return [...changed.values()].filter((row) => {
      for (let above = this.#source.parent(row); above !== null; above = this.#source.parent(above))
        if (changed.has(above.key)) return false;
      return true;
    });
  }

  #forget(key: string): void {
    this.#looks.delete(key);
    this.#keeper.drop(key);
    this.#atFirst.delete(key);
    const below = this.#below.get(key) ?? [];
    this.#below.delete(key);
    for (const row of below) this.#forget(row.key);
  }
}

function isSame(before: readonly TreeRow[], after: readonly TreeRow[]): boolean {
  return before.length === after.length && after.every((row, index) => row === before[index]);
}
