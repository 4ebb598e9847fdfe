import type { PhaseGroup, StructureNode, StructureView } from '../../../shared/dashboard/view.ts';
import { textHash } from '../../base/textHash.ts';
import { longestChain } from '../../engine/longestChain.ts';
import { isWork } from '../../engine/nodes.ts';
import { refOf } from '../../engine/runPlan.ts';
import type { NodeState, PlanState, RunState } from '../../engine/state.ts';
import { overlapsOf } from './overlaps.ts';

/** More than chance brings together. */
const versions = 2 ** 46;

/** Of what it holds: whoever has an earlier one may have it from another fold of the run. */
export function structureVersion(order: Omit<StructureView, 'version'>, run = ''): number {
  return textHash(run + JSON.stringify(order), versions);
}

/** The order of a run's plans. */
export function structureOf(state: RunState): StructureView {
  const nodes = inFileOrder(state);
  const phaseOf = phasesOf(nodes);
  const refs = new Set(nodes.map(({ ref }) => ref));
  const order = {
    phases: [...state.plans.values()].flatMap((plan) => groupsOf(plan, nodes)),
    nodes: nodes.map((node) => structureNode(node, phaseOf)),
    edges: [...state.plans.values()].flatMap(({ plan }) =>
      plan.edges
        .map(({ from, to, why }) => ({ from: refOf(plan.name, from), to: refOf(plan.name, to), why }))
        .filter(({ from, to }) => refs.has(from) && refs.has(to)),
    ),
    overlaps: overlapsOf(state),
    criticalPath: longestChain(state.nodes, estimateOf).refs,
  };
  return { version: structureVersion(order, state.run), ...order };
}

/** By the plan's own words; null: there is nothing to do. */
function estimateOf(node: NodeState): number | null {
  if (!isWork(node)) return 0;
  return node.spec.satisfied !== null || !node.selected ? null : node.spec.estimateMs;
}

/** Plan by plan; a group stands before its children, a barrier behind all that it waits for. */
function inFileOrder(state: RunState): readonly NodeState[] {
  const plans = [...state.plans.keys()];
  const known = new Map<NodeState, readonly [first: number, last: number]>();
  const keys = new Map<NodeState, readonly [plan: number, place: number]>();
  for (const node of state.nodes.values()) {
    const [first, last] = extentOf(state, node, known);
    const place = isWork(node) ? first : node.spec.kind === 'group' ? first - 0.5 : last + 0.5;
    keys.set(node, [plans.indexOf(node.plan), place]);
  }
  const keyOf = (node: NodeState): readonly [number, number] => keys.get(node) ?? [0, 0];
  return [...state.nodes.values()].sort((one, other) => {
    const [[plan, place], [otherPlan, otherPlace]] = [keyOf(one), keyOf(other)];
    return plan - otherPlan || place - otherPlace;
  });
}

/** First and last place in the file of what a node does, or waits for. */
function extentOf(
  state: RunState,
  node: NodeState,
  known: Map<NodeState, readonly [first: number, last: number]>,
): readonly [first: number, last: number] {
  if (isWork(node)) return [node.spec.order, node.spec.order];
  const found = known.get(node);
  if (found !== undefined) return found;
  // Against a cycle.
  known.set(node, [Number.MAX_SAFE_INTEGER, -1]);
  const before = node.dependsOn.flatMap((ref) => state.nodes.get(ref) ?? []);
  const extents = before.map((one) => extentOf(state, one, known));
  const extent: readonly [number, number] = [
    extents.reduce((least, [first]) => Math.min(least, first), Number.MAX_SAFE_INTEGER),
    extents.reduce((most, [, last]) => Math.max(most, last), -1),
  ];
  known.set(node, extent);
  return extent;
}

/** Id of each node's phase: a group is in that of its children. */
function phasesOf(nodes: readonly NodeState[]): ReadonlyMap<string, string> {
  const phases = new Map<string, string>();
  for (const node of nodes) if (isWork(node)) phases.set(node.ref, node.spec.phase);
  for (const node of nodes.toReversed()) {
    if (node.spec.kind !== 'group') continue;
    const phase = node.dependsOn.map((ref) => phases.get(ref)).find((found) => found !== undefined);
    if (phase !== undefined) phases.set(node.ref, phase);
  }
  return phases;
}

function structureNode({ ref, plan, spec }: NodeState, phases: ReadonlyMap<string, string>): StructureNode {
  const phase = phases.get(ref);
  return {
    ref,
    id: spec.id,
    phase: phase === undefined ? null : refOf(plan, phase),
    kind: spec.kind,
    title: spec.title,
  };
}

/** Those with tasks, in the file's order; journals of earlier versions have no titles. */
function groupsOf({ plan }: PlanState, nodes: readonly NodeState[]): readonly PhaseGroup[] {
  const own = nodes.filter((node) => node.plan === plan.name && isWork(node));
  const used = [...new Set(own.map(({ spec }) => ('phase' in spec ? spec.phase : '')))];
  const titles = new Map((plan.phases ?? []).map(({ id, title }) => [id, title]));
  const known = [...titles.keys()].filter((id) => used.includes(id));
  const ids = [...known, ...used.filter((id) => !titles.has(id))];
  return ids.map((id) => ({
    ref: refOf(plan.name, id),
    plan: plan.name,
    id,
    title: titles.get(id) ?? '',
  }));
}
