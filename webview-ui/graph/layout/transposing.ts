import type { Neighbours } from './neighbours.ts';
import type { LayeredGraph } from './throughLayers.ts';

/** Above this product of their degrees two neighbours are left as they are: a hub has no better place anyway. */
const largestComparison = 4_096;

/** Swaps items next to each other in a layer and a lane where that takes crossings away, once along each layer. */
export function transposeNeighbours(graph: LayeredGraph, positionOf: Int32Array): void {
  const { laneOf, before, after } = graph;
  for (const layer of graph.layers) {
    for (let at = 0; at + 1 < layer.length; at++) {
      const upper = layer[at] ?? 0;
      const lower = layer[at + 1] ?? 0;
      if (laneOf[upper] !== laneOf[lower]) continue;
      if (gainOfSwap(before, positionOf, upper, lower) + gainOfSwap(after, positionOf, upper, lower) <= 0)
        continue;
      layer[at] = lower;
      layer[at + 1] = upper;
      positionOf[lower] = at;
      positionOf[upper] = at + 1;
    }
  }
}

function gainOfSwap(side: Neighbours, positionOf: Int32Array, upper: number, lower: number): number {
  const { start, items } = side;
  const upperStart = start[upper] ?? 0;
  const upperEnd = start[upper + 1] ?? 0;
  const lowerStart = start[lower] ?? 0;
  const lowerEnd = start[lower + 1] ?? 0;
  if ((upperEnd - upperStart) * (lowerEnd - lowerStart) > largestComparison) return 0;
  let gain = 0;
  for (let one = upperStart; one < upperEnd; one++) {
    const position = positionOf[items[one] ?? 0] ?? 0;
    for (let other = lowerStart; other < lowerEnd; other++)
      gain += Math.sign(position - (positionOf[items[other] ?? 0] ?? 0));
  }
  return gain;
}
