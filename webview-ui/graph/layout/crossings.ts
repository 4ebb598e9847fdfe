import type { LayeredGraph } from './throughLayers.ts';

/**
 * How many pairs of edges cross between neighbouring layers.
 * Barth, Mutzel, Jünger, "Simple and Efficient Bilayer Cross Counting", 2004.
 */
export function countCrossings({ layers, after }: LayeredGraph, positionOf: Int32Array): number {
  let crossings = 0;
  for (const [index, layer] of layers.entries()) {
    const width = layers[index + 1]?.length ?? 0;
    const tree = new Int32Array(width + 1);
    let seen = 0;
    for (const item of layer) {
      const targets = (after[item] ?? []).map((target) => positionOf[target] ?? 0);
      for (const target of targets) {
        let notAbove = 0;
        for (let at = target + 1; at > 0; at -= at & -at) notAbove += tree[at] ?? 0;
        crossings += seen - notAbove;
      }
      for (const target of targets) {
        for (let at = target + 1; at <= width; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
        seen++;
      }
    }
  }
  return crossings;
}
