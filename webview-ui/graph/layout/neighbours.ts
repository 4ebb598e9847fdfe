/** The neighbours of all items on one side, in one array: those of an item are `items[start[item]]` to `items[start[item + 1] - 1]`. */
export interface Neighbours {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** Of steps from `ends[i]` to `others[i]`; each item has its neighbours in the order of the steps. */
export function neighboursOf(count: number, ends: readonly number[], others: readonly number[]): Neighbours {
  const start = new Int32Array(count + 1);
  for (const end of ends) start[end + 1] = (start[end + 1] ?? 0) + 1;
  for (let item = 0; item < count; item++) start[item + 1] = (start[item + 1] ?? 0) + (start[item] ?? 0);
  const next = start.slice();
  const items = new Int32Array(ends.length);
  for (let at = 0; at < ends.length; at++) {
    const end = ends[at] ?? 0;
    items[next[end] ?? 0] = others[at] ?? 0;
    next[end] = (next[end] ?? 0) + 1;
  }
  return { start, items };
}
