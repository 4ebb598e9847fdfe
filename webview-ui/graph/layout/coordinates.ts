import type { Neighbours } from './neighbours.ts';
import { spread, type Wishes } from './spread.ts';
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
  const { layers, laneOf, before, after } = graph;
  const middleOf = new Float64Array(laneOf.length);
  const runs = layers.flatMap((layer) => runsByLane(layer, laneOf));
  const backwards = runs.toReversed();
  const longest = runs.reduce((most, run) => Math.max(most, run.length), 0);
  const wishes: Wishes = {
    middle: new Float64Array(longest),
    weight: new Float64Array(longest),
    room: new Float64Array(longest),
  };
  for (const run of runs) stack(graph, run, middleOf);
  const place = (run: readonly number[], sides: readonly Neighbours[]): void => {
    for (let index = 0; index < run.length; index++) wish(graph, { run, index, sides, middleOf, wishes });
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

interface Place {
  readonly run: readonly number[];
  readonly index: number;
  readonly sides: readonly Neighbours[];
  readonly middleOf: Float64Array;
  readonly wishes: Wishes;
}

/** Neighbours in other lanes have no say: lanes are put below each other later. */
function wish({ laneOf, heightOf, gapOf, nodeCount }: LayeredGraph, place: Place): void {
  const { index, middleOf, wishes } = place;
  const item = place.run[index] ?? 0;
  const lane = laneOf[item];
  let sum = 0;
  let weight = 0;
  for (const { start, items } of place.sides) {
    for (let at = start[item] ?? 0; at < (start[item + 1] ?? 0); at++) {
      const neighbour = items[at] ?? 0;
      if (laneOf[neighbour] !== lane) continue;
      const pull = item >= nodeCount && neighbour >= nodeCount ? pullOfStraightness : 1;
      sum += pull * (middleOf[neighbour] ?? 0);
      weight += pull;
    }
  }
  wishes.middle[index] = weight === 0 ? (middleOf[item] ?? 0) : sum / weight;
  wishes.weight[index] = Math.max(weight, leastWeight);
  wishes.room[index] = (heightOf[item] ?? 0) / 2 + (gapOf[item] ?? 0);
}
