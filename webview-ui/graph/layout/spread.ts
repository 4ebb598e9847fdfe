/** Where the items of a column would like their middles to be, how much, and the room that each needs on either side. */
export interface Wishes {
  readonly middle: Float64Array;
  readonly weight: Float64Array;
  readonly room: Float64Array;
}

/**
 * Replaces the first `count` wished middles by those that keep the order and the room and are nearest to the wishes by
 * weighted least squares: isotonic regression by pooling adjacent violators, in linear time.
 */
export function spread({ middle, weight, room }: Wishes, count: number): void {
  const sums = new Float64Array(count);
  const weights = new Float64Array(count);
  const counts = new Int32Array(count);
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
