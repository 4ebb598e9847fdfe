import type { LayeredGraph } from './throughLayers.ts';

const passes = 3;
/** Above this product of their degrees two neighbours are left as they are: a hub has no better place anyway. */
const largestComparison = 4_096;

/** Swaps items next to each other in a layer and a lane where that takes crossings away, until nothing is gained. */
export function transposeNeighbours(graph: LayeredGraph, positionOf: Int32Array): void {
  const isStale = new Uint8Array(graph.layers.length).fill(1);
  for (let pass = 0; pass < passes && isStale.includes(1); pass++) {
    for (const [index, layer] of graph.layers.entries()) {
      if (isStale[index] === 0) continue;
      isStale[index] = 0;
      if (transpose(graph, layer, positionOf)) isStale.fill(1, Math.max(0, index - 1), index + 2);
    }
  }
}

function transpose(
  { laneOf, before, after }: LayeredGraph,
  layer: number[],
  positionOf: Int32Array,
): boolean {
  let hasGained = false;
  for (let at = 0; at + 1 < layer.length; at++) {
    const upper = layer[at] ?? 0;
    const lower = layer[at + 1] ?? 0;
    if (laneOf[upper] !== laneOf[lower]) continue;
    const gain =
      gainOfSwap(before[upper] ?? [], before[lower] ?? [], positionOf) +
      gainOfSwap(after[upper] ?? [], after[lower] ?? [], positionOf);
    if (gain <= 0) continue;
    layer[at] = lower;
    layer[at + 1] = upper;
    positionOf[lower] = at;
    positionOf[upper] = at + 1;
    hasGained = true;
  }
  return hasGained;
}

function gainOfSwap(upper: readonly number[], lower: readonly number[], positionOf: Int32Array): number {
  if (upper.length * lower.length > largestComparison) return 0;
  let gain = 0;
  for (const one of upper) {
    const position = positionOf[one] ?? 0;
    for (const other of lower) gain += Math.sign(position - (positionOf[other] ?? 0));
  }
  return gain;
}
