import type { NodeState, RunState } from './state.ts';

/**
 * The slot of a task's next attempt: its own, else a free one, else a new one. Slots of tasks in the merge queue are
 * still theirs (a repair goes on in the same files). Where gates hold tasks up there, new slots are made for those that
 * come after; where tasks land at once, waiting for a slot is cheaper than making one.
 */
export function nextSlot(state: RunState, node: NodeState): string | null {
  if (node.slot !== null) return node.slot;
  const free = state.freeSlots.at(-1);
  if (free !== undefined) return free;
  const gated = node.spec.kind === 'task' && node.spec.gate.length > 0;
  const bound = gated
    ? maxSlots(state)
    : Math.min(maxSlots(state), state.settings.limits.run + idleSlots(state));
  return state.slots.size < bound ? newSlot(state) : null;
}

/** Bound of the slots of a run; those of tasks that wait for time or for a person don't count. */
export function maxSlots(state: RunState): number {
  return 2 * state.settings.limits.run + 2 + idleSlots(state);
}

/** A name that no slot of the run has. */
export function newSlot(state: RunState): string {
  return `slot-${String(state.slots.size + 1)}`;
}

function idleSlots(state: RunState): number {
  return (state.counts.get('needs-you') ?? 0) + (state.counts.get('waiting') ?? 0);
}
