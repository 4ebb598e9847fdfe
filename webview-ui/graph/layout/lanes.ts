import type { VisibleGraph } from './visibleGraph.ts';

/** Lanes are bands from left to right, one below the other; a box has its columns of a lane to itself. */
export interface Lanes {
  readonly laneOf: Int32Array;
  /** Plan of each lane, as an index. */
  readonly planOf: readonly number[];
  /** Whether a phase's box stands in that column of that lane. */
  readonly isTaken: (lane: number, layer: number) => boolean;
}

/** Phases of a plan share a lane where they follow each other, and get lanes of their own where they go in parallel. */
export function assignLanes({ nodes, plans }: VisibleGraph, layerOf: Int32Array): Lanes {
  const spans = phaseSpans(nodes, layerOf);
  const perPlan: Lane[][] = (plans.length > 0 ? plans : ['']).map(() => []);
  const laneOfPhase = new Map<number, Lane>();
  for (const [phase, span] of spans) {
    const lanes = perPlan[span.plan] ?? [];
    const lane = lanes.find((one) => one.every(({ from, to }) => span.to < from || to < span.from));
    if (lane === undefined) lanes.push([span]);
    else lane.push(span);
    laneOfPhase.set(phase, lane ?? lanes[lanes.length - 1] ?? []);
  }
  const loose = nodes.map(({ phase, plan }, index) => {
    const phaseLane = laneOfPhase.get(phase);
    if (phaseLane !== undefined) return phaseLane;
    const lanes = perPlan[plan] ?? [];
    const layer = layerOf[index] ?? 0;
    const free = lanes.find((lane) => !covers(lane, layer));
    if (free !== undefined) return free;
    const added: Lane = [];
    lanes.push(added);
    return added;
  });
  const all = perPlan.flat();
  const indices = new Map(all.map((lane, index) => [lane, index]));
  return {
    laneOf: Int32Array.from(loose, (lane) => indices.get(lane) ?? 0),
    planOf: perPlan.flatMap((lanes, plan) => lanes.map(() => plan)),
    isTaken: (lane, layer) => covers(all[lane] ?? [], layer),
  };
}

interface Span {
  readonly plan: number;
  from: number;
  to: number;
}

type Lane = Span[];

function covers(lane: Lane, layer: number): boolean {
  return lane.some(({ from, to }) => from <= layer && layer <= to);
}

function phaseSpans(nodes: VisibleGraph['nodes'], layerOf: Int32Array): ReadonlyMap<number, Span> {
  const spans = new Map<number, Span>();
  for (const [index, { phase, plan }] of nodes.entries()) {
    if (phase < 0) continue;
    const layer = layerOf[index] ?? 0;
    const span = spans.get(phase);
    if (span === undefined) spans.set(phase, { plan, from: layer, to: layer });
    else {
      span.from = Math.min(span.from, layer);
      span.to = Math.max(span.to, layer);
    }
  }
  return spans;
}
