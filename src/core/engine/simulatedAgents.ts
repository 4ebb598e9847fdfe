import type { AttemptOutcome } from '../../shared/attempt.ts';
import { noUsage } from './attemptEnded.ts';
import type { TaskNode } from './attempts.ts';
import type { RunEvent } from './events.ts';
import { isTask, nodeOf } from './nodes.ts';
import type { Reaction, SimulatedWorld } from './simulate.ts';
import type { NodeState, RunState } from './state.ts';

export interface SimulatedAttempt {
  readonly durationMs: number;
  readonly outcome: AttemptOutcome;
  /** Time of the virtual clock at which a rate limit ends; null: not said. */
  readonly resetAt: number | null;
}

export interface SimulatedMerge {
  readonly durationMs: number;
  readonly verdict: 'landed' | 'gateFailed' | 'conflict' | 'review';
}

/** How agents, merge queue and gates fare. */
export interface Fortune {
  attempt(node: TaskNode, now: number): SimulatedAttempt;
  merge(node: TaskNode): SimulatedMerge;
  verification(node: NodeState): { readonly durationMs: number; readonly passed: boolean };
}

/** The answers of a world with this fortune to the engine's events. */
export function reactionsOf(fortune: Fortune): SimulatedWorld['react'] {
  return (event, state) => {
    switch (event.type) {
      case 'attemptStarted': {
        const node = taskOf(state, event.task);
        return attemptReactions(node, fortune.attempt(node, event.at));
      }
      case 'attemptEnded':
        return [workCommitted(taskOf(state, event.task))];
      case 'mergeQueued':
      case 'taskApproved': {
        const node = taskOf(state, event.task);
        return [mergeReaction(node, fortune.merge(node))];
      }
      case 'verificationStarted': {
        const node = nodeOf(state, event.task);
        return [verificationReaction(node, fortune.verification(node))];
      }
      case 'stopRequested':
      case 'budgetExceeded':
        return [...state.active].map((ref) => interruption(nodeOf(state, ref)));
      default:
        return [];
    }
  };
}

function taskOf(state: RunState, ref: string): TaskNode {
  const node = nodeOf(state, ref);
  if (!isTask(node)) throw new Error(`${ref} is no task for an agent`);
  return node;
}

function attemptReactions(node: TaskNode, fate: SimulatedAttempt): readonly Reaction[] {
  const task = node.ref;
  const attempt = node.attempts.length;
  const launched = (state: RunState): RunEvent | null => {
    const start = state.plans.get(node.plan)?.head ?? '';
    return node.status.name === 'preparing'
      ? { type: 'attemptLaunched', task, attempt, start, resolves: null }
      : null;
  };
  const ended = (): RunEvent | null => (isUnderWay(node, attempt) ? attemptEnded(node, fate) : null);
  return [
    { afterMs: 0, make: launched },
    { afterMs: fate.durationMs, make: ended },
  ];
}

function isUnderWay(node: NodeState, attempt: number): boolean {
  return node.attempts.length === attempt && node.attempts.at(-1)?.end === null;
}

function attemptEnded(node: NodeState, fate: Omit<SimulatedAttempt, 'durationMs'>): RunEvent {
  return {
    type: 'attemptEnded',
    task: node.ref,
    attempt: node.attempts.length,
    outcome: fate.outcome,
    reason: fate.outcome === 'finished' ? null : fate.outcome,
    session: null,
    model: null,
    usage: noUsage,
    denied: [],
    summary: '',
    resetAt: fate.resetAt,
  };
}

function workCommitted(node: TaskNode): Reaction {
  const attempt = node.attempts.length;
  const make = (): RunEvent | null =>
    node.status.name !== 'settling' || node.attempts.length !== attempt
      ? null
      : {
          type: 'workCommitted',
          task: node.ref,
          attempt,
          commit: `${node.ref}#${String(attempt)}`,
          changes: true,
          changed: [],
          changedCount: 1,
          tooLarge: [],
          unresolved: [],
        };
  return { afterMs: 0, make };
}

function mergeReaction(node: TaskNode, fate: SimulatedMerge): Reaction {
  const entry = node.status;
  const make = (): RunEvent | null => {
    const task = node.ref;
    if (node.status !== entry) return null;
    switch (fate.verdict) {
      case 'landed':
        return {
          type: 'taskLanded',
          task,
          commit: `landed ${task}`,
          gated: node.spec.gate.length > 0,
          why: null,
        };
      case 'gateFailed':
        return { type: 'gateRejected', task, command: 'gate', reason: 'exit code 1', output: '' };
      case 'conflict':
        return { type: 'mergeConflicted', task, head: 'head', files: ['shared'], against: [] };
      case 'review': {
        const need = { kind: 'review', message: 'Review it.', request: null } as const;
        return { type: 'personNeeded', task, need };
      }
    }
  };
  return { afterMs: fate.durationMs, make };
}

function verificationReaction(
  node: NodeState,
  fate: { readonly durationMs: number; readonly passed: boolean },
): Reaction {
  const entry = node.status;
  const task = node.ref;
  const make = (): RunEvent | null => {
    if (node.status !== entry) return null;
    if (!fate.passed) return { type: 'taskFailed', task, reason: 'the verification failed' };
    return { type: 'taskLanded', task, commit: null, gated: true, why: 'verified' };
  };
  return { afterMs: fate.durationMs, make };
}

function interruption(node: NodeState): Reaction {
  const attempt = node.attempts.length;
  const make = (state: RunState): RunEvent | null => {
    if (node.status.name === 'verifying' && state.phase === 'stopping') {
      return { type: 'taskRequeued', task: node.ref, cause: 'interrupted', reason: 'interrupted' };
    }
    return attempt > 0 && isUnderWay(node, attempt)
      ? attemptEnded(node, { outcome: 'interrupted', resetAt: null })
      : null;
  };
  return { afterMs: 0, make };
}
