import { before } from '../../../src/core/engine/readyQueue.ts';
import { isTask, isWork, readyEntry } from '../../../src/core/engine/nodes.ts';
import type { NodeState, RunState, TaskStateName } from '../../../src/core/engine/state.ts';
import { isSatisfied } from '../../../src/core/engine/taskStatus.ts';
import type { Lease } from '../../../src/core/engine/runPlan.ts';

/** What a scan of all tasks finds wrong: indices out of step, limits exceeded, things held twice. */
export function audit(state: RunState): readonly string[] {
  const nodes = [...state.nodes.values()];
  return [
    ...wrongCounts(state, nodes),
    ...wrongSets(state, nodes),
    ...nodes.flatMap((node) => wrongDependencies(state, node)),
    ...wrongLimits(state, nodes),
    ...wrongSlots(state, nodes),
    ...wrongLeases(state, nodes),
    ...nodes.flatMap((node) => lostReady(state, node)),
  ];
}

function wrongCounts(state: RunState, nodes: readonly NodeState[]): readonly string[] {
  const counted = new Map<TaskStateName, number>();
  for (const { status } of nodes) counted.set(status.name, (counted.get(status.name) ?? 0) + 1);
  return [...new Set([...counted.keys(), ...state.counts.keys()])]
    .filter((name) => (counted.get(name) ?? 0) !== (state.counts.get(name) ?? 0))
    .map(
      (name) => `counts.${name} is ${String(state.counts.get(name))}, there are ${String(counted.get(name))}`,
    );
}

function wrongSets(state: RunState, nodes: readonly NodeState[]): readonly string[] {
  const refs = (test: (node: NodeState) => boolean): readonly string[] =>
    nodes.filter(test).map(({ ref }) => ref);
  const named = (...names: readonly TaskStateName[]): readonly string[] =>
    refs(({ status }) => names.includes(status.name));
  const live = refs(({ status }) => status.name === 'needs-you' && status.live);
  const pairs: readonly (readonly [string, Iterable<string>, readonly string[]])[] = [
    ['active', state.active, [...named('preparing', 'running', 'settling', 'verifying'), ...live]],
    ['settling', state.settling, named('settling')],
    ['queued', [...state.queued.values()].flatMap((queue) => [...queue]), named('queued')],
    ['waiting', state.waiting, named('waiting')],
    ['needing', state.needing, named('needs-you')],
    [
      'holds',
      state.holds,
      refs(
        (node) => isWork(node) && node.spec.verification === 'background' && node.status.name === 'failed',
      ),
    ],
  ];
  return pairs.flatMap(([name, kept, expected]) => {
    const [left, right] = [[...kept].sort().join(' '), [...expected].sort().join(' ')];
    return left === right ? [] : [`${name} holds [${left}] instead of [${right}]`];
  });
}

function wrongDependencies(state: RunState, node: NodeState): readonly string[] {
  const open = node.dependsOn.filter(
    (ref) => !isSatisfied(state.nodes.get(ref)?.status ?? { name: 'pending' }),
  );
  const wrong: string[] = [];
  const expected = open.length + (node.selected ? 0 : 1);
  if (expected !== node.openDependencies) {
    wrong.push(
      `${node.ref} counts ${String(node.openDependencies)} open dependencies of ${String(expected)}`,
    );
  }
  if (node.status.name === 'pending' && expected === 0) wrong.push(`${node.ref} is pending for nothing`);
  if (node.status.name === 'ready' && node.attempts.length === 0 && open.length > 0) {
    wrong.push(`${node.ref} is ready before ${open.join(', ')}`);
  }
  const { status } = node;
  if (status.name === 'blocked') {
    const by = state.nodes.get(status.by)?.status.name;
    if (by !== 'failed' && by !== 'cancelled')
      wrong.push(`${node.ref} is blocked by ${status.by}, which is ${by ?? 'gone'}`);
  }
  return wrong;
}

function holdsPlace({ status }: NodeState): boolean {
  return (
    status.name === 'preparing' || status.name === 'running' || (status.name === 'needs-you' && status.live)
  );
}

function wrongLimits(state: RunState, nodes: readonly NodeState[]): readonly string[] {
  const working = nodes.filter(isTask).filter(holdsPlace);
  const wrong = state.limits.all().flatMap((limit) => {
    const over = limit.holders.size > limit.max ? [`${limit.tier} ${limit.name} is exceeded`] : [];
    const strays = [...limit.holders].filter((ref) => !working.some((node) => node.ref === ref));
    return [...over, ...strays.map((ref) => `${ref} holds ${limit.tier} ${limit.name} without working`)];
  });
  const missing = working.flatMap((node) =>
    state.limits
      .of(node.plan, node.spec)
      .filter((limit) => !limit.holders.has(node.ref))
      .map((limit) => `${node.ref} works without its place in ${limit.tier} ${limit.name}`),
  );
  const verifying = nodes.filter(({ status }) => status.name === 'verifying').length;
  const verifications = verifying > state.settings.limits.verification ? ['too many verifications'] : [];
  return [...wrong, ...missing, ...verifications];
}

function wrongSlots(state: RunState, nodes: readonly NodeState[]): readonly string[] {
  const used = [...nodes.flatMap(({ slot }) => (slot === null ? [] : [slot])), ...state.freeSlots];
  const twice = used.filter((slot, index) => used.indexOf(slot) !== index);
  const lost =
    used.length === state.slots.size
      ? []
      : [`${String(state.slots.size)} slots, ${String(used.length)} known`];
  return [...twice.map((slot) => `${slot} is taken twice`), ...lost];
}

function wrongLeases(state: RunState, nodes: readonly NodeState[]): readonly string[] {
  const working = nodes.filter(isTask).filter(holdsPlace);
  const wrong: string[] = [];
  const holders = new Map<string, { readonly ref: string; readonly lease: Lease }[]>();
  for (const node of working) {
    for (const lease of node.spec.leases) {
      if (!state.leases.holdersOf(lease.key).includes(node.ref))
        wrong.push(`${node.ref} works without ${lease.key}`);
      const others = holders.get(lease.key) ?? [];
      const clash = others.find(
        ({ lease: other }) => lease.mode === 'exclusive' || other.mode === 'exclusive',
      );
      if (clash !== undefined) wrong.push(`${node.ref} and ${clash.ref} both work on ${lease.key}`);
      holders.set(lease.key, [...others, { ref: node.ref, lease }]);
    }
  }
  return wrong;
}

/** A ready task is in the queue, or something that will change stands in its way. */
function lostReady(state: RunState, node: NodeState): readonly string[] {
  if (!isWork(node) || node.status.name !== 'ready') {
    return state.ready.has(node.ref) ? [`${node.ref} is ${node.status.name} and in the ready queue`] : [];
  }
  if (state.ready.has(node.ref)) return [];
  if (!isTask(node)) return [`${node.ref} is ready and in no queue`];
  const held = node.spec.leases.some((lease) =>
    state.leases.holdersOf(lease.key).some((ref) => ref !== node.ref),
  );
  const behind = [...state.nodes.values()].some(
    (other) =>
      isTask(other) &&
      other.status.name === 'ready' &&
      before(readyEntry(other), readyEntry(node)) &&
      other.spec.leases.some(({ key }) => node.spec.leases.some((lease) => lease.key === key)),
  );
  return held || behind ? [] : [`${node.ref} is parked behind nobody`];
}
