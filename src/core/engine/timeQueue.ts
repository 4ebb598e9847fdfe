interface Entry<Item> {
  readonly at: number;
  readonly seq: number;
  readonly item: Item;
}

/** Things by the time at which they are due; those of the same time in the order in which they were added. */
export class TimeQueue<Item> {
  readonly #heap: Entry<Item>[] = [];
  #seq = 0;

  get nextAt(): number | null {
    return this.#heap[0]?.at ?? null;
  }

  add(at: number, item: Item): void {
    const entry = { at, seq: this.#seq++, item };
    let index = this.#heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#heap[parent];
      if (above === undefined || !isBefore(entry, above)) break;
      this.#heap[index] = above;
      index = parent;
    }
    this.#heap[index] = entry;
  }

  /** The first thing, when it is due at `now`; null otherwise. */
  takeDue(now: number): Item | null {
    const first = this.#heap[0];
    if (first === undefined || first.at > now) return null;
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) this.#sink(last);
    return first.item;
  }

  /** Puts an entry into the place of the first. */
  #sink(entry: Entry<Item>): void {
    const heap = this.#heap;
    for (let index = 0; ;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      const rightFirst = left !== undefined && right !== undefined && isBefore(right, left);
      const child = rightFirst ? right : left;
      if (child === undefined || !isBefore(child, entry)) {
        heap[index] = entry;
        return;
      }
      heap[index] = child;
      index = 2 * index + (rightFirst ? 2 : 1);
    }
  }
}

function isBefore<Item>(left: Entry<Item>, right: Entry<Item>): boolean {
  return left.at !== right.at ? left.at < right.at : left.seq < right.seq;
}
