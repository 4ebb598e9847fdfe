/** Where the items of a column would like their middles to be, how much, and the room that each needs on either side. */
export interface Wishes {
  readonly middle: Float64Array;
  readonly weight: Float64Array;
  readonly room: Float64Array;
  /** What `spread` works in: the items that touch each other as blocks. */
  readonly sums: Float64Array;
  readonly weights: Float64Array;
  readonly counts: Float64Array;
}

/** Room for the wishes of so many items. */
export function createWishes(longest: number): Wishes {
  const column = (): Float64Array => new Float64Array(longest);
  return {
    ...{ middle: column(), weight: column(), room: column() },
    ...{ sums: column(), weights: column(), counts: column() },
  };
}

/**
 * Replaces the first `count` wished middles by those that keep the order and the room and are nearest to the wishes by
 * weighted least squares: isotonic regression by pooling adjacent violators, in linear time.
 */
export function spread({ middle, weight, room, sums, weights, counts }: Wishes, count: number): void {
  let last = -1;
  let offset = 0;
  for (let index = 0; index < count; index++) {
    if (index > 0) offset += (room[index - 1] ?? 0) + (room[index] ?? 0);
    let own = weight[index] ?? 0;
    let sum = ((middle[index] ?? 0) - offset) * own;
    let size = 1;
    for (; last >= 0 && (sums[last] ?? 0) / (weights[last] ?? 1) >= sum / own; last--) {
      sum += sums[last] ?? 0;
      own += weights[last] ?? 0;
      size += counts[last] ?? 0;
    }
    last++;
    sums[last] = sum;
    weights[last] = own;
    counts[last] = size;
  }
  offset = 0;
  for (let block = 0, index = 0; block <= last; block++) {
    const mean = (sums[block] ?? 0) / (weights[block] ?? 1);
    for (let left = counts[block] ?? 0; left > 0; left--, index++) {
      if (index > 0) offset += (room[index - 1] ?? 0) + (room[index] ?? 0);
      middle[index] = mean + offset;
    }
  }
}
