import { addNode } from './addPlan.ts';
import type { PlanChanged } from './events.ts';
import { blockDependents, dropDependency, hasStarted, isWork, makeReady, move, setStatus } from './nodes.ts';
import { refOf, type RunNode } from './runPlan.ts';
import { withDependencies } from './selection.ts';
import type { NodeState, PlanState, RunState, TaskStatus } from './state.ts';
import { isSatisfied, satisfiedBefore } from './taskStatus.ts';

/**
 * Plays on with another version of a plan: what has not begun goes back to pending, the order is built anew, and what
 * may start is found as when a plan is added. Tasks that have started keep their state and what they were told.
 */
export function changePlan(state: RunState, event: PlanChanged, at: number): void {
  const plan = state.plans.get(event.plan);
  if (plan === undefined) return;
  for (const node of nodesOf(state, event.plan))
    if (isUndecided(node)) move(state, node, { name: 'pending' });
  for (const id of event.removed) dropNode(state, refOf(event.plan, id));
  for (const spec of event.changed) replaceSpec(state, event.plan, spec);
  for (const [id, order, rank] of event.places) {
    const node = state.nodes.get(refOf(event.plan, id));
    if (node !== undefined && isWork(node)) node.spec = { ...node.spec, order, rank };
  }
  for (const spec of event.added) {
    const node = addNode(state, event.plan, spec);
    node.selected = plan.only === null || !isWork(node);
  }
  plan.plan = {
    ...plan.plan,
    title: event.title,
    intro: event.intro,
    criteria: event.criteria,
    ...(event.phases === undefined ? {} : { phases: event.phases }),
    source: event.source,
    nodes: nodesOf(state, event.plan).map(({ spec }) => spec),
    edges: event.edges ?? plan.plan.edges,
  };
  connect(state, plan);
  settleAnew(state, plan, at);
}

/** A task gets another id; everything that knows it by its ref learns the new one. */
export function renameTask(
  state: RunState,
  { plan: name, from, to }: { readonly plan: string; readonly from: string; readonly to: string },
): void {
  const plan = state.plans.get(name);
  const [old, ref] = [refOf(name, from), refOf(name, to)];
  const node = state.nodes.get(old);
  if (plan === undefined || node === undefined || !isWork(node)) return;
  const { status } = node;
  if (status.name === 'ready') move(state, node, { name: 'pending' });
  for (const set of [state.waiting, state.needing, state.holds]) if (set.delete(old)) set.add(ref);
  if (plan.only?.has(old) === true)
    plan.only = new Set([...plan.only].map((one) => (one === old ? ref : one)));
  const files = plan.landedFiles.get(old);
  if (plan.landedFiles.delete(old) && files !== undefined) plan.landedFiles.set(ref, files);
  state.nodes.delete(old);
  state.nodes.set(ref, node);
  node.ref = ref;
  node.spec = { ...node.spec, id: to, identity: to };
  for (const other of nodesOf(state, name)) {
    if (other.status.name === 'blocked' && other.status.by === old) {
      other.status = { ...other.status, by: ref, reason: other.status.reason.replace(from, to) };
    }
  }
  const rename = (id: string): string => (id === from ? to : id);
  plan.plan = {
    ...plan.plan,
    nodes: nodesOf(state, name).map(({ spec }) => spec),
    edges: plan.plan.edges.map((edge) => ({ ...edge, from: rename(edge.from), to: rename(edge.to) })),
  };
  connect(state, plan);
  if (status.name === 'ready') makeReady(state, node, status);
}

/** Its state follows from the plan alone. */
function isUndecided(node: NodeState): boolean {
  const { status } = node;
  if (!isWork(node) || status.name === 'pending' || status.name === 'blocked') return true;
  if (hasStarted(node)) return false;
  return status.name === 'ready' || (status.name === 'landed' && node.spec.satisfied !== null);
}

function nodesOf(state: RunState, plan: string): readonly NodeState[] {
  return [...state.nodes.values()].filter((node) => node.plan === plan);
}

function dropNode(state: RunState, ref: string): void {
  const node = state.nodes.get(ref);
  if (node === undefined) return;
  move(state, node, { name: 'pending' });
  state.counts.set('pending', (state.counts.get('pending') ?? 1) - 1);
  state.nodes.delete(ref);
}

function replaceSpec(state: RunState, plan: string, spec: RunNode): void {
  const node = state.nodes.get(refOf(plan, spec.id));
  if (node === undefined) return;
  node.spec = spec;
  if (isWork(node)) return;
  // It has become a group: what a person said of the task is void.
  move(state, node, { name: 'pending' });
  node.selected = true;
}

function connect(state: RunState, { plan }: PlanState): void {
  for (const node of nodesOf(state, plan.name)) {
    node.dependsOn.length = 0;
    node.dependents.length = 0;
  }
  for (const edge of plan.edges) {
    const from = state.nodes.get(refOf(plan.name, edge.from));
    const to = state.nodes.get(refOf(plan.name, edge.to));
    if (from === undefined || to === undefined) continue;
    from.dependents.push(to.ref);
    to.dependsOn.push(from.ref);
  }
}

function settleAnew(state: RunState, plan: PlanState, at: number): void {
  const own = nodesOf(state, plan.plan.name);
  const asked = plan.only === null ? null : withDependencies(state, [...plan.only]);
  const undecided = own.filter(({ status }) => status.name === 'pending');
  for (const node of own) {
    node.selected ||= asked === null || asked.has(node.ref);
    const open = node.dependsOn.filter((ref) => !isSatisfied(statusOf(state, ref)));
    // One more for those that wait for this: nothing becomes ready before all of the plan is known.
    const waits = node.status.name === 'pending' ? 1 : 0;
    node.openDependencies = open.length + (node.selected ? 0 : 1) + waits;
  }
  for (const node of undecided) {
    if (!isWork(node) || node.spec.satisfied === null || hasStarted(node)) continue;
    setStatus(state, node, satisfiedBefore(node.spec));
  }
  for (const node of own) {
    if (node.status.name === 'failed' || node.status.name === 'cancelled') blockDependents(state, node);
  }
  dropDependency(state, undecided, at);
  const work = own.filter(isWork);
  plan.total = work.length;
  plan.landed = work.filter(({ status }) => status.name === 'landed').length;
}

function statusOf(state: RunState, ref: string): TaskStatus {
  return state.nodes.get(ref)?.status ?? { name: 'pending' };
}
