import { dropDependency, isWork, setStatus } from './nodes.ts';
import type { RunNode, RunPlan } from './runPlan.ts';
import { refOf } from './runPlan.ts';
import { leaveOut } from './selection.ts';
import type { NodeState, RunState } from './state.ts';
import { satisfiedBefore } from './taskStatus.ts';

/** Adds a plan's nodes to a run: counts their open dependencies, satisfies what is done, readies what may start. */
export function addPlan(
  state: RunState,
  plan: RunPlan,
  { only, at }: { readonly only: readonly string[] | null; readonly at: number },
): void {
  const refs = only?.map((id) => refOf(plan.name, id)) ?? null;
  const work = plan.nodes.filter((node) => node.kind === 'task' || node.kind === 'verify');
  state.plans.set(plan.name, {
    plan,
    only: refs === null ? null : new Set(refs),
    head: plan.head,
    landed: 0,
    total: work.length,
    landedFiles: new Map(),
  });
  state.limits.setPlanLimit(plan.name, plan.concurrency);
  const nodes = plan.nodes.map((node) => addNode(state, plan.name, node));
  for (const edge of plan.edges) {
    const from = state.nodes.get(refOf(plan.name, edge.from));
    const to = state.nodes.get(refOf(plan.name, edge.to));
    if (from === undefined || to === undefined) continue;
    from.dependents.push(to.ref);
    to.dependsOn.push(from.ref);
    to.openDependencies += 1;
  }
  for (const node of nodes) {
    if (isWork(node) && node.spec.satisfied !== null) {
      setStatus(state, node, satisfiedBefore(node.spec));
    }
  }
  if (refs !== null) leaveOut(state, plan.name, refs);
  dropDependency(state, nodes, at);
}

/** A node that waits for nothing but being added. */
export function addNode(state: RunState, plan: string, spec: RunNode): NodeState {
  const node: NodeState = {
    ref: refOf(plan, spec.id),
    plan,
    spec,
    dependsOn: [],
    dependents: [],
    // The adding itself: nothing becomes ready before all of the plan is known.
    openDependencies: 1,
    selected: true,
    status: { name: 'pending' },
    attempts: [],
    counters: { repairs: 0, transients: 0, conflicts: 0 },
    slot: null,
    commit: null,
    base: null,
    approved: false,
    reassigned: false,
    endAs: null,
    nextAgent: null,
    changed: [],
    changedCount: 0,
    note: null,
    readySeq: null,
    rejection: null,
    startedAt: null,
    endedAt: null,
    gates: [],
  };
  state.nodes.set(node.ref, node);
  state.counts.set('pending', (state.counts.get('pending') ?? 0) + 1);
  return node;
}
