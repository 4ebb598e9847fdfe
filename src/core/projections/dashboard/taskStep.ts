import type { Span } from '../../../shared/dashboard/view.ts';
import { assertNever } from '../../base/assertNever.ts';
import { classOf, isTask, readyEntry } from '../../engine/nodes.ts';
import type { NodeState, RunState } from '../../engine/state.ts';
import { waitWord } from './waitWords.ts';

/** What a task does now, as its timeline tells it. */
export interface TaskStep extends Pick<Span, 'kind' | 'attempt' | 'slot' | 'why'> {
  /** Class of limits that it waits with; null: `why` says all. */
  readonly lane: string | null;
}

/** Null for a task that waits for others, or has ended. */
export function stepOf(state: RunState, node: NodeState): TaskStep | null {
  const attempt = node.attempts.length;
  const step = (kind: Span['kind'], why: string | null = null): TaskStep => ({
    kind,
    attempt,
    slot: node.slot,
    why,
    lane: null,
  });
  const { status } = node;
  switch (status.name) {
    case 'ready':
      return { kind: 'waiting', attempt: 0, slot: null, ...placeOf(state, node) };
    case 'preparing':
      return step('setup');
    case 'running':
      return step('running');
    case 'settling':
      return step('merge', 'commit');
    case 'verifying':
    case 'queued':
      return step('gate');
    case 'waiting':
      return { ...step('waiting', status.cause === 'window' ? 'rate limit' : 'back-off'), attempt: 0 };
    case 'needs-you':
      return step('needs-you', status.need.kind);
    case 'pending':
    case 'landed':
    case 'blocked':
    case 'failed':
    case 'skipped':
    case 'cancelled':
      return null;
    default:
      return assertNever(status);
  }
}

/** Those that share files with who is at work are parked, each for itself; all others wait with their class. */
function placeOf(state: RunState, node: NodeState): Pick<TaskStep, 'why' | 'lane'> {
  if (!isTask(node)) return { why: null, lane: 'verification' };
  if (state.ready.has(node.ref)) return { why: null, lane: classOf(state, node) };
  const conflict = state.leases.conflictOf(readyEntry(node), node.spec.leases);
  return { why: waitWord({ kind: 'lease', conflict }), lane: null };
}
