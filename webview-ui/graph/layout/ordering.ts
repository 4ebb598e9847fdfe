import { countCrossings } from './crossings.ts';
import type { LayeredGraph } from './throughLayers.ts';
import { transposeNeighbours } from './transposing.ts';

const sweeps = 4;
const sweepsWithoutGain = 1;
/** How fine places within a layer are told apart, and how many items a layer may have: together with lanes below 2 ** 53. */
const steps = 2 ** 20;
const mostItems = 2 ** 17;

/**
 * Orders the items of each layer, within their lanes, so that few edges cross: barycentre sweeps to and fro, each
 * followed by swaps of neighbours; the best order seen stays.
 */
export function orderLayers(graph: LayeredGraph): void {
  const { layers } = graph;
  const positionOf = new Int32Array(graph.laneOf.length);
  for (const layer of layers) number(layer, positionOf);
  let best = layers.map((layer) => [...layer]);
  let fewest = countCrossings(graph, positionOf);
  let lastGain = 0;
  for (let sweep = 1; sweep <= sweeps && fewest > 0 && sweep - lastGain <= sweepsWithoutGain; sweep++) {
    sweepOver(graph, positionOf, sweep % 2 === 1);
    transposeNeighbours(graph, positionOf);
    const crossings = countCrossings(graph, positionOf);
    if (crossings >= fewest) continue;
    fewest = crossings;
    lastGain = sweep;
    best = layers.map((layer) => [...layer]);
  }
  for (const [index, layer] of best.entries()) layers[index]?.splice(0, Infinity, ...layer);
}

function sweepOver(graph: LayeredGraph, positionOf: Int32Array, isForward: boolean): void {
  const { layers, laneOf } = graph;
  const { start, items } = isForward ? graph.before : graph.after;
  for (let step = 1; step < layers.length; step++) {
    const at = isForward ? step : layers.length - 1 - step;
    const layer = layers[at] ?? [];
    const width = layers[isForward ? at - 1 : at + 1]?.length ?? 0;
    // Lane, place and old position in one number each: numbers are sorted without a comparison of ours.
    const keys = new Float64Array(layer.length);
    for (let position = 0; position < layer.length; position++) {
      const item = layer[position] ?? 0;
      const from = start[item] ?? 0;
      const to = start[item + 1] ?? 0;
      let sum = 0;
      for (let edge = from; edge < to; edge++) sum += (positionOf[items[edge] ?? 0] ?? 0) + 0.5;
      const place = from === to ? (position + 0.5) / layer.length : sum / (to - from) / width;
      keys[position] = ((laneOf[item] ?? 0) * steps + Math.floor(place * steps)) * mostItems + position;
    }
    const before = layer.slice();
    keys.sort();
    for (let position = 0; position < layer.length; position++)
      layer[position] = before[(keys[position] ?? 0) % mostItems] ?? 0;
    number(layer, positionOf);
  }
}

function number(layer: readonly number[], positionOf: Int32Array): void {
  for (let position = 0; position < layer.length; position++) positionOf[layer[position] ?? 0] = position;
}
