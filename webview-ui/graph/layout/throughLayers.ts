import type { Lanes } from './lanes.ts';
import type { Layering } from './layering.ts';
import { neighboursOf, type Neighbours } from './neighbours.ts';
import { edgeGap, nodeGap, sizeOf } from './sizes.ts';
import type { VisibleGraph } from './visibleGraph.ts';

/**
 * The graph with every edge cut into steps from one layer to the next, by points in the layers between. The first items
 * are the nodes, in their order; the others are such points.
 */
export interface LayeredGraph {
  readonly nodeCount: number;
  /** Items of each layer, from top to bottom; sorted by lane first. */
  readonly layers: number[][];
  readonly laneOf: Int32Array;
  readonly planOfLane: readonly number[];
  readonly heightOf: Float64Array;
  /** Room above and below an item. */
  readonly gapOf: Float64Array;
  /** Neighbours in the layer before, and in the one after. */
  readonly before: Neighbours;
  readonly after: Neighbours;
  readonly routes: readonly Route[];
}

export interface Route {
  readonly from: number;
  readonly to: number;
  /** Points between the two from left to right; null: there were too many, and it goes around all lanes of its plans. */
  readonly through: readonly number[] | null;
  /** It points from right to left. */
  readonly isBackward: boolean;
}

/** So that 1,000 edges over 1,000 layers don't become a million points. */
const pointsPerNodeAndEdge = 2;

export function throughLayers(graph: VisibleGraph, layering: Layering, lanes: Lanes): LayeredGraph {
  const { nodes, edges } = graph;
  const { layerOf } = layering;
  const laneOf = [...lanes.laneOf];
  const heightOf = nodes.map(({ kind }) => sizeOf(kind).height);
  const gapOf = nodes.map(() => nodeGap / 2);
  const lefts: number[] = [];
  const rights: number[] = [];
  const layers: number[][] = Array.from({ length: layering.count }, () => []);
  for (const index of nodes.keys()) layers[layerOf[index] ?? 0]?.push(index);

  const longest = longestSpan(graph, layering);
  const routes = edges.map(({ from, to }, index): Route => {
    const isBackward = layering.isBackward[index] ?? false;
    const left = isBackward ? to : from;
    const right = isBackward ? from : to;
    const start = layerOf[left] ?? 0;
    const end = layerOf[right] ?? 0;
    if (end - start > longest || end <= start) return { from, to, through: null, isBackward };
    const through: number[] = [];
    let previous = left;
    for (let layer = start + 1; layer < end; layer++) {
      const point = laneOf.length;
      laneOf.push(laneOfPoint(lanes, layer, [laneOf[left] ?? 0, laneOf[right] ?? 0]));
      heightOf.push(0);
      gapOf.push(edgeGap / 2);
      lefts.push(previous);
      rights.push(point);
      layers[layer]?.push(point);
      through.push(point);
      previous = point;
    }
    lefts.push(previous);
    rights.push(right);
    return { from, to, through, isBackward };
  });
  return {
    ...{ nodeCount: nodes.length, routes },
    laneOf: Int32Array.from(laneOf),
    heightOf: Float64Array.from(heightOf),
    gapOf: Float64Array.from(gapOf),
    before: neighboursOf(laneOf.length, rights, lefts),
    after: neighboursOf(laneOf.length, lefts, rights),
    planOfLane: lanes.planOf,
    layers: layers.map((items) => items.sort((one, other) => (laneOf[one] ?? 0) - (laneOf[other] ?? 0))),
  };
}

/** In the lane of one of its ends, rather where no box is in the way. */
function laneOfPoint(lanes: Lanes, layer: number, [left, right]: readonly [number, number]): number {
  return !lanes.isTaken(left, layer) || lanes.isTaken(right, layer) ? left : right;
}

/** Of the spans that still get points, the longest. */
function longestSpan({ nodes, edges }: VisibleGraph, { layerOf }: Layering): number {
  const spans = Int32Array.from(
    edges.map(({ from, to }) => Math.abs((layerOf[to] ?? 0) - (layerOf[from] ?? 0))),
  );
  let left = pointsPerNodeAndEdge * (nodes.length + edges.length);
  for (const span of spans.sort()) {
    left -= span - 1;
    if (left < 0) return span - 1;
  }
  return Infinity;
}
