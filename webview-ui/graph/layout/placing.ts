import type { PlacedEdge, PlacedGraph, PlacedNode, PlacedPhase } from '../layout.ts';
import { columnGap, edgeGap, laneGap, margin, phaseHeader, phasePadding, planGap, sizeOf } from './sizes.ts';
import type { LayeredGraph } from './throughLayers.ts';
import type { VisibleGraph } from './visibleGraph.ts';

interface Column {
  readonly x: number;
  readonly width: number;
}

interface Around {
  readonly placed: readonly PlacedNode[];
  readonly columns: readonly Column[];
  /** Below everything. */
  readonly bottom: number;
}

/** Puts lanes below each other, layers beside each other, boxes around phases, and edges between nodes. */
export function placeAll(graph: VisibleGraph, layered: LayeredGraph, middleOf: Float64Array): PlacedGraph {
  const columns = columnsOf(graph, layered);
  const layerOf = new Int32Array(layered.laneOf.length);
  for (const [layer, items] of layered.layers.entries()) for (const item of items) layerOf[item] = layer;
  const shifts = laneShifts(graph, layered, middleOf);
  const y = (item: number): number => (middleOf[item] ?? 0) + (shifts.of[layered.laneOf[item] ?? 0] ?? 0);
  const placed = graph.nodes.map(({ ref, kind }, index): PlacedNode => {
    const { width, height } = sizeOf(kind);
    const layer = layerOf[index] ?? 0;
    const column = columns[layer] ?? { x: 0, width };
    return {
      ref,
      kind,
      layer,
      width,
      height,
      x: column.x + (column.width - width) / 2,
      y: y(index) - height / 2,
    };
  });
  const around = { placed, columns, bottom: shifts.bottom };
  let detours = 0;
  const edges = layered.routes.map((route): PlacedEdge => {
    const from = placed[route.from];
    const to = placed[route.to];
    if (from === undefined || to === undefined) throw new Error('An edge without its node');
    const left = route.isBackward ? to : from;
    const right = route.isBackward ? from : to;
    const points = [left.x + left.width, left.y + left.height / 2];
    if (route.through === null) points.push(...detour(around, [from, to], detours++));
    for (const item of route.through ?? []) {
      const column = columns[layerOf[item] ?? 0] ?? { x: 0, width: 0 };
      points.push(column.x, y(item), column.x + column.width, y(item));
    }
    points.push(right.x, right.y + right.height / 2);
    return { from: from.ref, to: to.ref, points: route.isBackward ? reversed(points) : points };
  });
  const last = columns.at(-1);
  const tracks = Math.min(detours, detourTracks);
  return {
    nodes: placed,
    phases: phaseBoxes(graph, placed),
    edges,
    width: (last === undefined ? margin : last.x + last.width) + margin,
    height: shifts.bottom + (tracks + 1) * edgeGap + margin,
  };
}

function columnsOf(graph: VisibleGraph, { layers, nodeCount }: LayeredGraph): readonly Column[] {
  let x = margin;
  return layers.map((layer) => {
    const width = layer.reduce((widest, item) => {
      const kind = item < nodeCount ? graph.nodes[item]?.kind : undefined;
      return kind === undefined ? widest : Math.max(widest, sizeOf(kind).width);
    }, 0);
    const column = { x, width };
    x += width + columnGap;
    return column;
  });
}

/** What to add to the middles of each lane, and where the last one ends. */
function laneShifts(
  { nodes }: VisibleGraph,
  { laneOf, heightOf, gapOf, planOfLane }: LayeredGraph,
  middleOf: Float64Array,
): { readonly of: readonly number[]; readonly bottom: number } {
  const tops = planOfLane.map(() => Infinity);
  const bottoms = planOfLane.map(() => -Infinity);
  laneOf.forEach((lane, item) => {
    const isBoxed = (nodes[item]?.phase ?? -1) >= 0;
    const reach = (heightOf[item] ?? 0) / 2 + (isBoxed ? phasePadding : (gapOf[item] ?? 0));
    const middle = middleOf[item] ?? 0;
    tops[lane] = Math.min(tops[lane] ?? 0, middle - reach - (isBoxed ? phaseHeader : 0));
    bottoms[lane] = Math.max(bottoms[lane] ?? 0, middle + reach);
  });
  let y = margin;
  const of = planOfLane.map((plan, lane) => {
    const top = tops[lane] ?? 0;
    const bottom = bottoms[lane] ?? 0;
    if (top > bottom) return 0;
    if (lane > 0) y += planOfLane[lane - 1] === plan ? laneGap : planGap;
    const shift = y - top;
    y += bottom - top;
    return shift;
  });
  return { of, bottom: y };
}

const detourTracks = 8;

/** Below everything, on one of a few tracks, between the columns of its ends. */
function detour(
  { columns, bottom }: Around,
  [from, to]: readonly [PlacedNode, PlacedNode],
  index: number,
): readonly number[] {
  const y = bottom + ((index % detourTracks) + 1) * edgeGap;
  const [left, right] = from.layer < to.layer ? [from, to] : [to, from];
  const start = columns[left.layer] ?? { x: 0, width: 0 };
  const end = columns[right.layer] ?? start;
  return [start.x + start.width + columnGap / 2, y, end.x - columnGap / 2, y];
}

function phaseBoxes({ nodes }: VisibleGraph, placed: readonly PlacedNode[]): readonly PlacedPhase[] {
  const boxes = new Map<string, { left: number; top: number; right: number; bottom: number }>();
  for (const [index, { phaseRef }] of nodes.entries()) {
    const node = placed[index];
    if (phaseRef === null || node === undefined) continue;
    const box = boxes.get(phaseRef) ?? { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    boxes.set(phaseRef, {
      left: Math.min(box.left, node.x - phasePadding),
      top: Math.min(box.top, node.y - phasePadding - phaseHeader),
      right: Math.max(box.right, node.x + node.width + phasePadding),
      bottom: Math.max(box.bottom, node.y + node.height + phasePadding),
    });
  }
  return [...boxes].map(([ref, { left, top, right, bottom }]) => ({
    ref,
    ...{ x: left, y: top, width: right - left, height: bottom - top },
  }));
}

function reversed(points: readonly number[]): readonly number[] {
  const turned: number[] = [];
  for (let at = points.length - 2; at >= 0; at -= 2) turned.push(points[at] ?? 0, points[at + 1] ?? 0);
  return turned;
}
