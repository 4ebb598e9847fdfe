import type { RunState } from '../../../src/core/engine/state.ts';

/** A run's state as plain data: two states with the same picture behave the same. */
export function picture(state: RunState): object {
  const { plans, nodes, ready, leases, limits, counts, ...rest } = state;
  return plain({
    ...rest,
    plans: [...plans.values()],
    nodes: [...nodes.values()],
    ready: [...ready.refs()].sort(),
    heads: [...ready.heads()].map(({ ref }) => ref).sort(),
    held: [...nodes.values()].map(({ spec }) =>
      spec.kind === 'task' ? spec.leases.map(({ key }) => [...leases.holdersOf(key)].sort()) : [],
    ),
    limits: limits.all().filter(({ holders }) => holders.size > 0),
    counts: [...counts].filter(([, count]) => count !== 0).sort(),
  });
}

function plain(value: object): object {
  const text = JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Set) return [...(part as ReadonlySet<string>)].sort();
    return part instanceof Map ? [...(part as ReadonlyMap<string, unknown>)] : part;
  });
  return JSON.parse(text) as object;
}
