import type { Neighbours } from './neighbours.ts';
import { createWishes, spread } from './spread.ts';
import type { LayeredGraph } from './throughLayers.ts';

const rounds = 2;
/** Of the pull of a neighbour on an item when both are points of an edge, both ends of a step, or neither. */
const pullOfStraightness = 8;
const leastWeight = 0.25;

/**
 * The vertical middle of each item, by lane from about 0: items go to the mean of their neighbours, as near as their
 * order and their heights allow. So a chain is straight and a diamond symmetric.
 */
export function placeRows(graph: LayeredGraph): Float64Array {
  const { layers, laneOf, heightOf, gapOf, nodeCount, before, after } = graph;
  const middleOf = new Float64Array(laneOf.length);
  const runs = layers.flatMap((layer) => runsByLane(layer, laneOf));
  const backwards = runs.toReversed();
  const wishes = createWishes(runs.reduce((most, run) => Math.max(most, run.length), 0));
  for (const run of runs) stack(graph, run, middleOf);
  const wish = (item: number, index: number, sides: readonly Neighbours[]): void => {
    let sum = 0;
    let weight = 0;
    for (const { start, items } of sides) {
      const end = start[item + 1] ?? 0;
      for (let at = start[item] ?? 0; at < end; at++) {
        const neighbour = items[at] ?? 0;
        // Neighbours in other lanes have no say: lanes are put below each other later.
        if (laneOf[neighbour] !== laneOf[item]) continue;
        const pull = item >= nodeCount && neighbour >= nodeCount ? pullOfStraightness : 1;
        sum += pull * (middleOf[neighbour] ?? 0);
        weight += pull;
      }
    }
    wishes.middle[index] = weight === 0 ? (middleOf[item] ?? 0) : sum / weight;
    wishes.weight[index] = Math.max(weight, leastWeight);
    wishes.room[index] = (heightOf[item] ?? 0) / 2 + (gapOf[item] ?? 0);
  };
  const place = (run: readonly number[], sides: readonly Neighbours[]): void => {
    for (let index = 0; index < run.length; index++) wish(run[index] ?? 0, index, sides);
    spread(wishes, run.length);
    for (let index = 0; index < run.length; index++) middleOf[run[index] ?? 0] = wishes.middle[index] ?? 0;
  };
  for (let round = 0; round < rounds; round++) {
    for (const run of runs) place(run, [before]);
    for (const run of backwards) place(run, [after]);
  }
  for (const run of runs) place(run, [before, after]);
  for (const run of backwards) place(run, [before, after]);
  return middleOf.map((middle) => Math.round(middle * 2) / 2);
}

function runsByLane(layer: readonly number[], laneOf: Int32Array): number[][] {
  const runs: number[][] = [];
  let lane = -1;
  for (const item of layer) {
    if (laneOf[item] !== lane) runs.push([]);
    lane = laneOf[item] ?? 0;
    runs[runs.length - 1]?.push(item);
  }
  return runs;
}

function stack({ heightOf, gapOf }: LayeredGraph, run: readonly number[], middleOf: Float64Array): void {
  const room = (item: number): number => (heightOf[item] ?? 0) + 2 * (gapOf[item] ?? 0);
  let y = -run.reduce((sum, item) => sum + room(item), 0) / 2;
  for (const item of run) {
    middleOf[item] = y + room(item) / 2;
    y += room(item);
  }
}
