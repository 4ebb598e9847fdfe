import type { LayeredGraph } from './throughLayers.ts';

/**
 * How many pairs of edges cross between neighbouring layers.
 * Barth, Mutzel, Jünger, "Simple and Efficient Bilayer Cross Counting", 2004.
 */
export function countCrossings({ layers, after }: LayeredGraph, positionOf: Int32Array): number {
  return layers.reduce((crossings, layer, index) => {
    const counter = createCounter(layers[index + 1]?.length ?? 0);
    return crossings + layer.reduce((sum, item) => sum + counter(after[item] ?? [], positionOf), 0);
  }, 0);
}

/** Counts the edges of items from top to bottom: how many of those before end below each of an item's. */
function createCounter(width: number): (targets: readonly number[], positionOf: Int32Array) => number {
  const tree = new Int32Array(width + 1);
  let seen = 0;
  return (targets, positionOf) => {
    let crossings = 0;
    for (const target of targets) {
      crossings += seen;
      for (let at = (positionOf[target] ?? 0) + 1; at > 0; at -= at & -at) crossings -= tree[at] ?? 0;
    }
    for (const target of targets) {
      for (let at = (positionOf[target] ?? 0) + 1; at <= width; at += at & -at)
        tree[at] = (tree[at] ?? 0) + 1;
    }
    seen += targets.length;
    return crossings;
  };
}
