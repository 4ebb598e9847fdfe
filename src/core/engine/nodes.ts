import type { AgentSpec } from '../../shared/attempt.ts';
import { before, type ReadyEntry } from './readyQueue.ts';
import type { RunTask, RunVerification } from './runPlan.ts';
import type { NodeState, RunState, TaskStatus } from './state.ts';
import { endsSlot, holdsLeases, holdsLimits, isActive, isBroken, isSatisfied } from './taskStatus.ts';

/** Class of the ready queue for VERIFY items with commands: they need the verification limit only. */
const verificationClass = 'verification';

/** The node of a ref that an event names. Throws on a ref that the journal never introduced. */
export function nodeOf(state: RunState, ref: string): NodeState {
  const node = state.nodes.get(ref);
  if (node === undefined) throw new Error(`the journal names an unknown task: ${ref}`);
  return node;
}

export function isTask(node: NodeState): node is NodeState & { readonly spec: RunTask } {
  return node.spec.kind === 'task';
}

export function isWork(node: NodeState): node is NodeState & { readonly spec: RunTask | RunVerification } {
  return node.spec.kind === 'task' || node.spec.kind === 'verify';
}

/** It is, or was, worked on: what its attempts were told stays, whatever becomes of the plan's text. */
export function hasStarted(node: NodeState): boolean {
  return node.attempts.length > 0 || (node.startedAt !== null && node.status.name !== 'pending');
}

/** The one way to change a task's status: keeps every index in step and tells those that depend on it. */
export function setStatus(state: RunState, node: NodeState, status: TaskStatus): void {
  const previous = node.status;
  move(state, node, status);
  if (isBroken(previous)) reviseBlocked(state, node);
  if (isSatisfied(previous) && !isSatisfied(status)) reopenDependents(state, node);
  if (isSatisfied(status) && !isSatisfied(previous)) {
    dropDependency(state, dependentsOf(state, node), state.lastAt);
  }
  if (isBroken(status) && !isBroken(previous)) blockDependents(state, node);
}

/** As `setStatus`, without a word to those that depend on it. */
export function move(state: RunState, node: NodeState, status: TaskStatus): void {
  const previous = node.status;
  leave(state, node, previous, status);
  node.status = status;
  enter(state, node, previous, status);
}

type ReadyFacts = Omit<TaskStatus & { readonly name: 'ready' }, 'name'>;

/** Puts a task among the ready ones, or parks it behind who holds its leases. */
export function makeReady(state: RunState, node: NodeState, facts: ReadyFacts): void {
  node.readySeq ??= state.nextReadySeq++;
  setStatus(state, node, { name: 'ready', ...facts });
  admit(state, node);
}

/** Another profile for the next attempt of a task that holds no limits now. */
export function replaceAgent(state: RunState, node: NodeState, agent: AgentSpec): void {
  if (!isTask(node)) return;
  node.spec = { ...node.spec, agent };
  if (node.status.name === 'ready') readmit(state, [node.ref]);
}

/** What a person's retry leads to: a task that never started waits for what it depends on like any other. */
export function reopen(state: RunState, node: NodeState, facts: ReadyFacts): void {
  if (node.openDependencies === 0 || node.attempts.length > 0) {
    makeReady(state, node, facts);
    return;
  }
  const culprit = culpritOf(state, node);
  setStatus(state, node, culprit === null ? { name: 'pending' } : blockedBy(state, culprit));
}

/** The entry of a ready task, as queue and leases order it. */
export function readyEntry(node: NodeState): ReadyEntry {
  return { ref: node.ref, priority: isWork(node) ? node.spec.priority : 0, seq: node.readySeq ?? 0 };
}

function admit(state: RunState, node: NodeState): void {
  if (!isWork(node)) return;
  const entry = readyEntry(node);
  if (!isTask(node)) {
    state.ready.add(verificationClass, entry);
    return;
  }
  const { leases } = node.spec;
  const limitClass = classOf(state, node);
  if (state.leases.admit(limitClass, entry, leases) === null) {
    state.ready.add(limitClass, entry);
    return;
  }
  // A repair that kept its leases must not block the one that it now waits for.
  readmit(state, state.leases.release(node.ref, leases));
}

/** Those with a slot may start when no other slot is free, VERIFY items while new work is held. */
export function classOf(state: RunState, node: NodeState & { readonly spec: RunTask }): string {
  const slot = node.slot === null ? '' : ' slot';
  const verify = node.spec.verification === null ? '' : ' verify';
  return `${state.limits.classOf(node.plan, node.spec)}${slot}${verify}`;
}

/** Admits ready tasks anew, and those behind them that may now go in their place. */
function readmit(state: RunState, refs: readonly string[]): void {
  const seen = new Set<string>();
  for (let batch = readyTasks(state, refs); batch.length > 0;) {
    const behind = new Set(batch.flatMap((node) => readmitOne(state, node)));
    for (const { ref } of batch) seen.add(ref);
    batch = readyTasks(
      state,
      [...behind].filter((ref) => !seen.has(ref)),
    );
  }
}

/** The refs of those to look at next. */
function readmitOne(state: RunState, node: NodeState & { readonly spec: RunTask }): readonly string[] {
  const { leases } = node.spec;
  state.ready.remove(node.ref);
  state.leases.withdraw(node.ref, leases);
  admit(state, node);
  return state.leases.behind(node.ref, leases);
}

/** In the order of the queue: a sharer that came after an exclusive task must not find it still parked. */
function readyTasks(
  state: RunState,
  refs: readonly string[],
): readonly (NodeState & { readonly spec: RunTask })[] {
  const nodes = refs.flatMap((ref) => state.nodes.get(ref) ?? []).filter(isTask);
  return nodes
    .filter(({ status }) => status.name === 'ready')
    .sort((a, b) => (before(readyEntry(a), readyEntry(b)) ? -1 : 1));
}

function leave(state: RunState, node: NodeState, from: TaskStatus, to: TaskStatus): void {
  state.counts.set(from.name, (state.counts.get(from.name) ?? 1) - 1);
  state.active.delete(node.ref);
  state.settling.delete(node.ref);
  state.waiting.delete(node.ref);
  state.needing.delete(node.ref);
  state.queued.get(node.plan)?.delete(node.ref);
  state.held.delete(node.ref);
  if (from.name === 'failed') state.holds.delete(node.ref);
  if (from.name === 'landed') countLanded(state, node, -1);
  if (!isTask(node)) {
    if (from.name === 'ready') state.ready.remove(node.ref);
    return;
  }
  if (holdsLimits(from) && !holdsLimits(to)) state.limits.release(node.plan, node.spec, node.ref);
  if (from.name === 'ready') {
    state.ready.remove(node.ref);
    const freed = state.leases.withdraw(node.ref, node.spec.leases);
    if (!holdsLeases(to)) readmit(state, freed);
  }
  if (holdsLeases(from) && !holdsLeases(to)) readmit(state, state.leases.release(node.ref, node.spec.leases));
  if (endsSlot(to) && node.slot !== null) {
    state.freeSlots.push(node.slot);
    node.slot = null;
  }
}

function enter(state: RunState, node: NodeState, from: TaskStatus, to: TaskStatus): void {
  state.counts.set(to.name, (state.counts.get(to.name) ?? 0) + 1);
  if (isActive(to)) state.active.add(node.ref);
  if (to.name === 'settling') state.settling.add(node.ref);
  if (to.name === 'waiting') state.waiting.add(node.ref);
  if (to.name === 'needs-you') state.needing.add(node.ref);
  if (to.name === 'queued') queueOf(state, node.plan).add(node.ref);
  if (to.name === 'failed' && isWork(node) && node.spec.verification === 'background')
    state.holds.add(node.ref);
  if (to.name === 'landed') countLanded(state, node, 1);
  if (!isTask(node)) return;
  if (holdsLimits(to) && !holdsLimits(from)) state.limits.acquire(node.plan, node.spec, node.ref);
  if (holdsLeases(to) && (!holdsLeases(from) || from.name === 'ready'))
    readmit(state, state.leases.acquire(node.ref, node.spec.leases));
}

function countLanded(state: RunState, node: NodeState, by: 1 | -1): void {
  const plan = state.plans.get(node.plan);
  if (plan !== undefined && isWork(node)) plan.landed += by;
}

function queueOf(state: RunState, plan: string): Set<string> {
  const known = state.queued.get(plan);
  if (known !== undefined) return known;
  const queue = new Set<string>();
  state.queued.set(plan, queue);
  return queue;
}

function dependentsOf(state: RunState, node: NodeState): readonly NodeState[] {
  return node.dependents.flatMap((ref) => state.nodes.get(ref) ?? []);
}

/** Takes one open dependency off each; with none left a task is ready, and a barrier or group is passed. */
export function dropDependency(state: RunState, nodes: readonly NodeState[], since: number): void {
  const work = [...nodes];
  const ready: NodeState[] = [];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    node.openDependencies -= 1;
    if (node.openDependencies > 0 || node.status.name !== 'pending') continue;
    if (isWork(node)) ready.push(node);
    else {
      move(state, node, { name: 'landed', commit: null, gated: true, why: null });
      for (const dependent of dependentsOf(state, node)) work.push(dependent);
    }
  }
  makeAllReady(state, ready, since);
}

/** A skipped task is taken up again: who did not start on the strength of it waits again. */
function reopenDependents(state: RunState, first: NodeState): void {
  const work = [first];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    for (const dependent of dependentsOf(state, node)) {
      dependent.openDependencies += 1;
      if (!mayWaitAgain(dependent)) continue;
      move(state, dependent, { name: 'pending' });
      if (!isWork(dependent)) work.push(dependent);
    }
  }
}

function mayWaitAgain(node: NodeState): boolean {
  if (!isWork(node)) return node.status.name === 'landed';
  return node.status.name === 'ready' && node.attempts.length === 0;
}

/** Those that become ready at the same moment are ordered by how much waits behind them, then as in the plan. */
function makeAllReady(state: RunState, nodes: readonly NodeState[], since: number): void {
  const rank = (node: NodeState): number => (isWork(node) ? node.spec.rank : 0);
  const order = (node: NodeState): number => (isWork(node) ? node.spec.order : 0);
  const sorted = [...nodes].sort((a, b) => rank(b) - rank(a) || order(a) - order(b));
  for (const node of sorted) makeReady(state, node, { cause: 'first', since, why: null });
}

/** Those that wait for a node that ended badly wait in vain, and so on. */
export function blockDependents(state: RunState, first: NodeState): void {
  const work = [first];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    for (const dependent of dependentsOf(state, node)) {
      if (dependent.status.name !== 'pending') continue;
      move(state, dependent, blockedBy(state, rootOf(node)));
      work.push(dependent);
    }
  }
}

function reviseBlocked(state: RunState, first: NodeState): void {
  const work = [first];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    for (const dependent of dependentsOf(state, node)) {
      if (dependent.status.name !== 'blocked') continue;
      const culprit = culpritOf(state, dependent);
      if (culprit === dependent.status.by) continue;
      move(state, dependent, culprit === null ? { name: 'pending' } : blockedBy(state, culprit));
      work.push(dependent);
    }
  }
}

/** The ended task that keeps a node from ever becoming ready; null when there is none. */
function culpritOf(state: RunState, node: NodeState): string | null {
  for (const ref of node.dependsOn) {
    const dependency = state.nodes.get(ref);
    if (dependency !== undefined && isBroken(dependency.status)) return rootOf(dependency);
  }
  return null;
}

function rootOf(node: NodeState): string {
  return node.status.name === 'blocked' ? node.status.by : node.ref;
}

function blockedBy(state: RunState, culprit: string): TaskStatus {
  const ended = state.nodes.get(culprit)?.status.name ?? 'failed';
  return { name: 'blocked', by: culprit, reason: `${idOf(culprit)} ${ended}` };
}

export function idOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}
