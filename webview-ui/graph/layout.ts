import type { PhaseGroup, StructureNode } from '../../src/shared/dashboard/view.ts';
import { placeRows } from './layout/coordinates.ts';
import { assignLanes } from './layout/lanes.ts';
import { layerNodes } from './layout/layering.ts';
import { orderLayers } from './layout/ordering.ts';
import { placeAll } from './layout/placing.ts';
import { throughLayers } from './layout/throughLayers.ts';
import { visibleGraph } from './layout/visibleGraph.ts';

export interface LayoutInput {
  readonly nodes: readonly Pick<StructureNode, 'ref' | 'kind' | 'phase'>[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  readonly phases: readonly Pick<PhaseGroup, 'ref' | 'plan'>[];
  /** Refs of phases that are shown as one node. */
  readonly collapsed: ReadonlySet<string>;
}

/** A rectangle by its upper left corner; px at 100 %. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends Box {
  /** Of a task, a barrier, or a collapsed phase. */
  readonly ref: string;
  readonly kind: StructureNode['kind'] | 'phase';
  /** Column, from 0. */
  readonly layer: number;
}

export interface PlacedPhase extends Box {
  readonly ref: string;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  /** x and y by turns: from the edge of one node to the other; two points for each column that it crosses. */
  readonly points: readonly number[];
}

export interface PlacedGraph {
  readonly nodes: readonly PlacedNode[];
  /** Boxes of the phases that are open; they never overlap. */
  readonly phases: readonly PlacedPhase[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/**
 * Layers from left to right as a plan can be played: a node stands one column after the last of what it depends on.
 * Depends on the structure alone, and the same structure gives the same picture.
 * After Sugiyama, Tagawa, Toda, "Methods for Visual Understanding of Hierarchical System Structures", 1981.
 */
export function layOut(input: LayoutInput): PlacedGraph {
  const graph = visibleGraph(input);
  const layering = layerNodes(graph);
  const lanes = assignLanes(graph, layering.layerOf);
  const layered = throughLayers(graph, layering, lanes);
  orderLayers(layered);
  return placeAll(graph, layered, placeRows(layered));
}
