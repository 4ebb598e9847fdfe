import type { LayoutInput, PlacedNode } from '../layout.ts';

/** What is drawn: nodes by index in plan order; a collapsed phase is one of them. */
export interface VisibleGraph {
  readonly nodes: readonly VisibleNode[];
  /** Without doubles and loops. */
  readonly edges: readonly VisibleEdge[];
  readonly plans: readonly string[];
}

/** Between indices of `nodes`. */
export interface VisibleEdge {
  readonly from: number;
  readonly to: number;
}

export interface VisibleNode {
  readonly ref: string;
  readonly kind: PlacedNode['kind'];
  /** Index of the phase whose box it stands in; -1 for a barrier and a collapsed phase. */
  readonly phase: number;
  readonly phaseRef: string | null;
  /** Index of `plans`. */
  readonly plan: number;
}

export function visibleGraph(input: LayoutInput): VisibleGraph {
  const phases = new Map(input.phases.map((phase, index) => [phase.ref, { ...phase, index }]));
  const plans = [...new Set(input.phases.map(({ plan }) => plan))];
  const planIndices = new Map(plans.map((plan, index) => [plan, index]));
  const nodes: VisibleNode[] = [];
  const indices = new Map<string, number>();
  /** Collapsed phases by their refs. */
  const hidden = new Map<string, number>();
  for (const { ref, kind, phase: phaseRef } of input.nodes) {
    const phase = phaseRef === null ? undefined : phases.get(phaseRef);
    const isHidden = phase !== undefined && input.collapsed.has(phase.ref);
    let index = isHidden ? hidden.get(phase.ref) : undefined;
    if (index === undefined) {
      index = nodes.length;
      if (isHidden) hidden.set(phase.ref, index);
      const plan = phase === undefined ? planOf(ref, planIndices) : (planIndices.get(phase.plan) ?? 0);
      nodes.push({
        ref: isHidden ? phase.ref : ref,
        kind: isHidden ? 'phase' : kind,
        phase: isHidden || phase === undefined ? -1 : phase.index,
        phaseRef: isHidden ? null : (phase?.ref ?? null),
        plan,
      });
    }
    indices.set(ref, index);
  }
  return { nodes, edges: edgesBetween(input.edges, indices, nodes.length), plans };
}

/** A ref is `plan/id`, and both may have slashes. */
function planOf(ref: string, plans: ReadonlyMap<string, number>): number {
  for (let end = ref.lastIndexOf('/'); end > 0; end = ref.lastIndexOf('/', end - 1)) {
    const index = plans.get(ref.slice(0, end));
    if (index !== undefined) return index;
  }
  return 0;
}

function edgesBetween(
  edges: LayoutInput['edges'],
  indices: ReadonlyMap<string, number>,
  count: number,
): readonly VisibleEdge[] {
  const seen = new Set<number>();
  const kept: VisibleEdge[] = [];
  for (const { from, to } of edges) {
    const one = indices.get(from);
    const other = indices.get(to);
    if (one === undefined || other === undefined || one === other || seen.has(one * count + other)) continue;
    seen.add(one * count + other);
    kept.push({ from: one, to: other });
  }
  return kept;
}
