import type { Box, PlacedEdge, PlacedGraph, PlacedNode } from '../layout.ts';
import { meets } from './camera.ts';

/** Finds what a part of the drawing shows, at the cost of the columns in it. */
export interface SceneIndex {
  readonly nodes: ReadonlyMap<string, PlacedNode>;
  /** Nodes of each layer from top to bottom. */
  readonly layers: readonly (readonly PlacedNode[])[];
  /** Edges of a node, to and from it. */
  readonly edgesOf: (ref: string) => Neighbours;
  readonly nodesIn: (box: Box) => readonly PlacedNode[];
  readonly edgesIn: (box: Box) => readonly PlacedEdge[];
}

interface Neighbours {
  readonly into: readonly PlacedEdge[];
  readonly from: readonly PlacedEdge[];
}

interface IndexedEdge {
  readonly edge: PlacedEdge;
  readonly box: Box;
}

export function indexScene({ nodes, edges }: PlacedGraph): SceneIndex {
  const byRef = new Map(nodes.map((node) => [node.ref, node]));
  const layers: PlacedNode[][] = [];
  for (const node of nodes) (layers[node.layer] ??= []).push(node);
  for (const layer of layers) layer.sort((one, other) => one.y - other.y);
  const spans = layers.map(([first]) => ({ from: first?.x ?? 0, to: (first?.x ?? 0) + (first?.width ?? 0) }));

  let neighbours: ReadonlyMap<string, Neighbours> | null = null;
  const byColumn: IndexedEdge[][] = layers.map(() => []);
  for (const edge of edges) {
    const indexed = { edge, box: boxOf(edge.points) };
    const [from, to] = [byRef.get(edge.from)?.layer ?? 0, byRef.get(edge.to)?.layer ?? 0];
    for (let layer = Math.min(from, to); layer <= Math.max(from, to); layer++) byColumn[layer]?.push(indexed);
  }

  const columnsIn = (box: Box): readonly number[] =>
    [...spans.keys()].filter((layer) => {
      const next = spans[layer + 1]?.from ?? Infinity;
      return (spans[layer]?.from ?? 0) <= box.x + box.width && next >= box.x;
    });
  return {
    ...{ nodes: byRef, layers },
    edgesOf: (ref) => (neighbours ??= neighboursByNode(edges)).get(ref) ?? { into: [], from: [] },
    nodesIn: (box) =>
      columnsIn(box).flatMap((layer) => (layers[layer] ?? []).filter((node) => meets(node, box))),
    edgesIn: (box) => {
      const found = new Set<PlacedEdge>();
      for (const layer of columnsIn(box)) {
        for (const { edge, box: around } of byColumn[layer] ?? []) if (meets(around, box)) found.add(edge);
      }
      return [...found];
    },
  };
}

function neighboursByNode(edges: readonly PlacedEdge[]): ReadonlyMap<string, Neighbours> {
  const found = new Map<string, { into: PlacedEdge[]; from: PlacedEdge[] }>();
  const of = (ref: string): { into: PlacedEdge[]; from: PlacedEdge[] } => {
    const known = found.get(ref) ?? { into: [], from: [] };
    found.set(ref, known);
    return known;
  };
  for (const edge of edges) {
    of(edge.from).from.push(edge);
    of(edge.to).into.push(edge);
  }
  return found;
}

function boxOf(points: readonly number[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 2) {
    left = Math.min(left, points[at] ?? 0);
    right = Math.max(right, points[at] ?? 0);
    top = Math.min(top, points[at + 1] ?? 0);
    bottom = Math.max(bottom, points[at + 1] ?? 0);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
