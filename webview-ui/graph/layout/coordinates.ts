import { spread, type Wish } from './spread.ts';
import type { LayeredGraph } from './throughLayers.ts';

const rounds = 3;
/** Of the pull of a neighbour on an item when both are points of an edge, both ends of a step, or neither. */
const pullOfStraightness = 8;

/**
 * The vertical middle of each item, by lane from about 0: items go to the mean of their neighbours, as near as their
 * order and their heights allow. So a chain is straight and a diamond symmetric.
 */
export function placeRows(graph: LayeredGraph): Float64Array {
  const { layers, laneOf } = graph;
  const middleOf = new Float64Array(laneOf.length);
  const runs = layers.map((layer) => runsByLane(layer, laneOf));
  for (const run of runs.flat()) stack(graph, run, middleOf);
  const place = (run: readonly number[], sides: readonly (readonly number[][])[]): void => {
    const wishes = run.map((item) => wishOf(graph, { item, sides, middleOf }));
    const middles = spread(wishes);
    for (const [index, item] of run.entries()) middleOf[item] = middles[index] ?? 0;
  };
  for (let round = 0; round < rounds; round++) {
    for (const run of runs.flat()) place(run, [graph.before]);
    for (const run of runs.flat().reverse()) place(run, [graph.after]);
  }
  for (const run of runs.flat()) place(run, [graph.before, graph.after]);
  for (const run of runs.flat().reverse()) place(run, [graph.before, graph.after]);
  return middleOf.map((middle) => Math.round(middle * 2) / 2);
}

function runsByLane(layer: readonly number[], laneOf: readonly number[]): number[][] {
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

/** Neighbours in other lanes have no say: lanes are put below each other later. */
function wishOf(
  { laneOf, heightOf, gapOf, nodeCount }: LayeredGraph,
  at: {
    readonly item: number;
    readonly sides: readonly (readonly number[][])[];
    readonly middleOf: Float64Array;
  },
): Wish {
  let sum = 0;
  let weight = 0;
  for (const side of at.sides) {
    for (const neighbour of side[at.item] ?? []) {
      if (laneOf[neighbour] !== laneOf[at.item]) continue;
      const pull = at.item >= nodeCount && neighbour >= nodeCount ? pullOfStraightness : 1;
      sum += pull * (at.middleOf[neighbour] ?? 0);
      weight += pull;
    }
  }
  return {
    middle: weight === 0 ? (at.middleOf[at.item] ?? 0) : sum / weight,
    weight: Math.max(weight, 0.25),
    room: (heightOf[at.item] ?? 0) / 2 + (gapOf[at.item] ?? 0),
  };
}
