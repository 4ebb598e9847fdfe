import { assertNever } from '../base/assertNever.ts';
import { maxOf } from './decide.ts';
import type { LeaseConflict } from './leases.ts';
import { describeLimit, type Limit } from './limits.ts';
import { idOf, isTask, readyEntry } from './nodes.ts';
import { nextSlot } from './slots.ts';
import type { NodeState, RunState } from './state.ts';

/** What keeps a ready task from starting. */
export type StartBlock =
  | { readonly kind: 'paused' | 'stopping' | 'verification' | 'slots' }
  | { readonly kind: 'budget'; readonly reason: string }
  /** A VERIFY item that failed. */
  | { readonly kind: 'hold'; readonly by: string }
  /** Null: somebody before it waits for the same files. */
  | { readonly kind: 'lease'; readonly conflict: LeaseConflict | null }
  | { readonly kind: 'window'; readonly provider: string; readonly until: number }
  | { readonly kind: 'limit'; readonly limit: Limit };

/** By the same rules as `decide`; null when nothing stands in its way. `now` is epoch ms. */
export function startBlockOf(state: RunState, node: NodeState, now: number): StartBlock | null {
  if (state.phase === 'paused') return { kind: 'paused' };
  if (state.phase === 'draining' || state.phase === 'stopping') return { kind: 'stopping' };
  if (state.budgetExceeded !== null) return { kind: 'budget', reason: state.budgetExceeded };
  const hold = [...state.holds][0];
  if (hold !== undefined && hold !== node.ref) return { kind: 'hold', by: hold };
  if (!isTask(node)) return state.ready.has(node.ref) ? { kind: 'verification' } : null;
  if (!state.ready.has(node.ref)) {
    return { kind: 'lease', conflict: state.leases.conflictOf(readyEntry(node), node.spec.leases) };
  }
  const { provider } = node.spec.agent;
  const window = state.windows.get(provider);
  if (window !== undefined && window.openedAt === null && now < window.until) {
    return { kind: 'window', provider, until: window.until };
  }
  const limit = state.limits
    .of(node.plan, node.spec)
    .find((one) => one.holders.size >= maxOf(state, one, now));
  if (limit !== undefined) return { kind: 'limit', limit };
  return nextSlot(state, node) === null ? { kind: 'slots' } : null;
}

/** Why a ready task does not start, with the holders; null when nothing stands in its way. */
export function whyNotStarted(state: RunState, node: NodeState, now: number): string | null {
  const block = startBlockOf(state, node, now);
  if (block === null) return null;
  switch (block.kind) {
    case 'paused':
      return 'the run is paused';
    case 'stopping':
      return 'the run is stopping';
    case 'budget':
      return block.reason;
    case 'hold':
      return `${idOf(block.by)} failed: retry or skip it`;
    case 'verification':
      return 'verification limit';
    case 'lease':
      return whyParked(block.conflict);
    case 'window':
      return `${block.provider} is rate-limited until ${new Date(block.until).toISOString().slice(11, 16)} UTC`;
    case 'limit':
      return describeLimit(block.limit);
    case 'slots':
      return 'all worktrees are in the merge queue';
    default:
      return assertNever(block);
  }
}

function whyParked(conflict: LeaseConflict | null): string {
  if (conflict === null) return 'waits its turn for shared files';
  const holders = conflict.holders.slice(0, 8).map(idOf).join(', ');
  const file = /^file:(.*)$/s.exec(conflict.key)?.[1];
  return file === undefined ? `must not run beside ${holders}` : `changes ${file}, as does ${holders}`;
}
