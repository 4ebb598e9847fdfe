import type { LayeredGraph } from './throughLayers.ts';

/**
 * How many pairs of edges cross between neighbouring layers.
 * Barth, Mutzel, Jünger, "Simple and Efficient Bilayer Cross Counting", 2004.
 */
export function countCrossings({ layers, after }: LayeredGraph, positionOf: Int32Array): number {
  const { start, items } = after;
  let crossings = 0;
  for (let index = 0; index + 1 < layers.length; index++) {
    // How many edges end at each place of the next layer, as a tree of sums.
    const ends = new Int32Array((layers[index + 1]?.length ?? 0) + 1);
    let seen = 0;
    for (const item of layers[index] ?? []) {
      const from = start[item] ?? 0;
      const to = start[item + 1] ?? 0;
      for (let edge = from; edge < to; edge++)
        crossings += seen - sumUpTo(ends, (positionOf[items[edge] ?? 0] ?? 0) + 1);
      for (let edge = from; edge < to; edge++) add(ends, (positionOf[items[edge] ?? 0] ?? 0) + 1);
      seen += to - from;
    }
  }
  return crossings;
}

function sumUpTo(tree: Int32Array, place: number): number {
  let sum = 0;
  for (let at = place; at > 0; at -= at & -at) sum += tree[at] ?? 0;
  return sum;
}

function add(tree: Int32Array, place: number): void {
  for (let at = place; at < tree.length; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
}
