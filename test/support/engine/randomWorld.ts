import type { AttemptOutcome } from '../../../src/shared/attempt.ts';
import type { RunEvent } from '../../../src/core/engine/events.ts';
import { isTask, isWork } from '../../../src/core/engine/nodes.ts';
import { reactionsOf, type Fortune } from '../../../src/core/engine/simulatedAgents.ts';
import type { Reaction, SimulatedWorld } from '../../../src/core/engine/simulate.ts';
import type { NodeState, RunState } from '../../../src/core/engine/state.ts';
import { isSatisfied } from '../../../src/core/engine/taskStatus.ts';
import type { Dice } from './dice.ts';

/** Agents that fail in every way, gates that turn work down, and a person who meddles at any moment. */
export function randomWorld(dice: Dice): SimulatedWorld {
  const trouble = dice.random() * 0.6;
  const react = reactionsOf(randomFortune(dice, trouble));
  let patience = 25;
  const meddle = (state: RunState): RunEvent | null => randomCommand(dice, state);
  return {
    random: () => dice.random(),
    react: (event, state) => {
      const reactions: Reaction[] = [...react(event, state)];
      if (event.type === 'endRequested') reactions.push(interruptionOf(state, event.task));
      if (patience > 0 && dice.chance(0.1)) {
        patience -= 1;
        reactions.push({ afterMs: dice.below(20_000), make: meddle });
      }
      return reactions;
    },
    whenIdle: (state) => {
      if (state.phase === 'paused') return [{ type: 'runUnpaused' }];
      if (state.phase !== 'running') return [];
      return [...state.needing].map((ref) => answer(dice, state.nodes.get(ref)!, (patience -= 1)));
    },
  };
}

function randomFortune(dice: Dice, trouble: number): Fortune {
  const bad: readonly AttemptOutcome[] = [
    'failed',
    'transient',
    'rateLimited',
    'timedOut',
    'overBudget',
    'interrupted',
    'crashed',
  ];
  return {
    attempt: (_, now) => {
      const outcome = dice.chance(trouble) ? (dice.pick(bad) ?? 'failed') : 'finished';
      const resetAt = dice.chance(0.7) ? now + dice.below(60_000) : null;
      return { durationMs: dice.below(20_000), outcome, resetAt };
    },
    merge: (node) => {
      const durationMs = dice.chance(0.3) ? 0 : dice.below(20_000);
      if (dice.chance(trouble)) return { durationMs, verdict: dice.chance(0.5) ? 'gateFailed' : 'conflict' };
      const review = node.spec.review === 'human' && !node.approved;
      return { durationMs, verdict: review ? 'review' : 'landed' };
    },
    verification: () => ({ durationMs: dice.below(20_000), passed: !dice.chance(trouble) }),
  };
}

function answer(dice: Dice, node: NodeState, patience: number): RunEvent {
  const task = node.ref;
  if (patience <= 0) return { type: 'taskSkipped', task };
  if (dice.chance(0.5) && node.commit !== null) return { type: 'taskApproved', task };
  if (dice.chance(0.2) && node.commit !== null)
    return { type: 'taskRequeued', task, cause: 'review', reason: 'sent back by you' };
  return dice.chance(0.8) ? { type: 'taskRetried', task, note: null } : { type: 'taskSkipped', task };
}

/** What a person may do, by the rules of commands.ts; null when the dice chose what is not allowed now. */
function randomCommand(dice: Dice, state: RunState): RunEvent | null {
  if (state.phase === 'paused') return { type: 'runUnpaused' };
  if (state.phase !== 'running') return null;
  if (dice.chance(0.1)) return { type: 'runPaused' };
  if (dice.chance(0.1)) return randomSelect(dice, state);
  const node = dice.pick([...state.nodes.values()].filter(isWork));
  if (node === undefined) return null;
  const task = node.ref;
  const { status } = node;
  const busy = status.name === 'preparing' || status.name === 'settling' || isSatisfied(status);
  if (isTask(node) && !busy && dice.chance(0.15)) {
    const provider = dice.chance(0.5) ? 'north' : 'south';
    return { type: 'taskReassigned', task, agent: { ...node.spec.agent, name: 'another', provider } };
  }
  switch (status.name) {
    case 'preparing':
    case 'settling':
    case 'verifying':
    case 'landed':
      return null;
    case 'running':
      return isTask(node)
        ? { type: 'endRequested', task, as: dice.chance(0.5) ? 'skipped' : 'cancelled' }
        : null;
    case 'failed':
    case 'cancelled':
    case 'skipped':
    case 'waiting':
    case 'needs-you':
      if (dice.chance(0.6)) return { type: 'taskRetried', task, note: null };
      break;
    case 'pending':
    case 'ready':
    case 'queued':
    case 'blocked':
      break;
  }
  const ended = isSatisfied(status) || ['failed', 'cancelled', 'blocked'].includes(status.name);
  if (dice.chance(0.2) && !isSatisfied(status)) return { type: 'taskMarkedDone', task, commit: null };
  if (dice.chance(0.5) && !isSatisfied(status)) return { type: 'taskSkipped', task };
  return ended ? null : { type: 'taskCancelled', task };
}

function randomSelect(dice: Dice, state: RunState): RunEvent {
  const refs = [...state.nodes.keys()].filter(() => dice.chance(0.2));
  return { type: 'tasksSelected', tasks: dice.chance(0.3) ? null : refs };
}

function interruptionOf(state: RunState, ref: string): Reaction {
  const node = state.nodes.get(ref)!;
  const attempt = node.attempts.length;
  const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costUsd: null, contextUsed: null };
  return {
    afterMs: 100,
    make: () =>
      node.attempts.length !== attempt || node.attempts.at(-1)?.end !== null
        ? null
        : {
            type: 'attemptEnded',
            task: ref,
            attempt,
            outcome: 'interrupted',
            reason: null,
            session: null,
            model: null,
            usage,
            denied: [],
            summary: '',
            resetAt: null,
          },
  };
}
