import type { AgentSpec, AttemptMessage } from '../../shared/attempt.ts';
import type { RunCommand } from '../../shared/command.ts';
import { assertNever } from '../base/assertNever.ts';
import { failure, success, type Result } from '../base/result.ts';
import type { TaskNode } from './attempts.ts';
import type { RunEvent } from './events.ts';
import { idOf, isWork } from './nodes.ts';
import type { HistoryPort } from './ports.ts';
import { steerQueue } from './queueCommands.ts';
import { whyNotRenamed } from './planRevision.ts';
import { refOf, type RunPlan } from './runPlan.ts';
import { pickTasks } from './selection.ts';
import type { NodeState, RunState } from './state.ts';
import { steerTask } from './taskCommands.ts';

export interface Steering {
  readonly state: RunState;
  readonly history: HistoryPort;
  readonly send: (node: TaskNode, message: AttemptMessage) => Promise<void>;
  /** The profile of that name, for a task with these gate commands. */
  readonly agentOf: (name: string, gate: readonly string[]) => Result<AgentSpec, { readonly reason: string }>;
  readonly loadPlan: (path: string) => Promise<Result<RunPlan, { readonly reason: string }>>;
}

export type Answer = Result<readonly RunEvent[], { readonly reason: string }>;

/** Turns a person's command into events, or says in one sentence why it can't be done. */
export async function interpret(steering: Steering, command: RunCommand): Promise<Answer> {
  const { state } = steering;
  switch (command.type) {
    case 'pause':
      return phaseChange(state, ['running'], { type: 'runPaused' });
    case 'unpause':
      return phaseChange(state, ['paused', 'draining'], { type: 'runUnpaused' });
    case 'drain':
      return phaseChange(state, ['running', 'paused'], { type: 'drainRequested' });
    case 'stop':
      return phaseChange(state, ['running', 'paused', 'draining'], {
        type: 'stopRequested',
        reason: 'stopped by you',
      });
    case 'setBudget':
      return success([budgetChanged(command)]);
    case 'addPlan':
      return addPlan(steering, command);
    case 'renameTask': {
      const { plan, from, to } = command;
      const reason = whyNotRenamed(state, command);
      return reason === null ? success([{ type: 'taskRenamed', plan, from, to }]) : failure({ reason });
    }
    case 'select': {
      if (command.tasks === null) return success([{ type: 'tasksSelected', tasks: null }]);
      const picked = pickTasks(plansOf(state), command.tasks);
      return picked.ok ? success([{ type: 'tasksSelected', tasks: picked.value }]) : picked;
    }
    case 'retry':
    case 'skip':
    case 'cancel':
    case 'markDone':
    case 'reassign':
    case 'send':
    case 'approve':
    case 'deny':
    case 'answer': {
      const found = findTask(state, command.task);
      return found.ok ? steerTask(steering, found.value, command) : found;
    }
    case 'hold':
    case 'release':
    case 'landNow':
    case 'move': {
      const found = findTask(state, command.task);
      return found.ok ? steerQueue(state, found.value, command) : found;
    }
    default:
      return assertNever(command);
  }
}

/** Says whether the task of a command is in the state that it is in now. */
export function watchTask(state: RunState, command: RunCommand): () => boolean {
  const found = 'task' in command ? findTask(state, command.task) : null;
  const node = found?.ok === true ? found.value : null;
  const before = node?.status;
  return () => node === null || (node.status === before && state.nodes.get(node.ref) === node);
}

/** An answer that was worked out for a task which went on by itself in the meantime. */
export function overtaken(answer: Answer): Answer {
  if (!answer.ok || answer.value.every(({ type }) => standsAnyway.has(type))) return answer;
  return failure({ reason: 'the task went on by itself in the same moment: look at it again' });
}

/** These mean the same whatever the task has come to. */
const standsAnyway: ReadonlySet<RunEvent['type']> = new Set(['endRequested', 'taskReassigned']);

/** A task by its id, or by `plan/id` when several plans have that id. */
export function findTask(state: RunState, name: string): Result<NodeState, { readonly reason: string }> {
  const exact = state.nodes.get(name);
  if (exact !== undefined && isWork(exact)) return success(exact);
  const found = [...state.plans.keys()]
    .map((plan) => state.nodes.get(refOf(plan, name)))
    .filter((node) => node !== undefined && isWork(node));
  const [first, second] = found;
  if (first === undefined) return failure({ reason: `there is no task ${name} in this run` });
  if (second === undefined) return success(first);
  return failure({
    reason: `several plans have a task ${name}: say ${found.map((node) => node.ref).join(' or ')}`,
  });
}

function budgetChanged(to: Extract<RunCommand, { readonly type: 'setBudget' }>): RunEvent {
  return {
    type: 'budgetChanged',
    run: { usd: to.runUsd, tokens: to.runTokens },
    attempt: { maxCostUsd: to.attemptUsd, maxTokens: to.attemptTokens, maxTurns: to.attemptTurns },
  };
}

async function addPlan(
  steering: Steering,
  { path, only = null }: Extract<RunCommand, { readonly type: 'addPlan' }>,
): Promise<Answer> {
  const loaded = await steering.loadPlan(path);
  if (!loaded.ok) return loaded;
  if (steering.state.plans.has(loaded.value.name))
    return failure({ reason: `a plan named ${loaded.value.name} is already in this run` });
  const { state } = steering;
  // It may have ended while the plan was read: nobody would play it.
  if (only === null) return phaseChange(state, open, { type: 'planAdded', plan: loaded.value });
  const picked = pickTasks([loaded.value], only);
  if (!picked.ok) return picked;
  const event = { type: 'planAdded', plan: loaded.value, only: picked.value.map(idOf) } as const;
  return phaseChange(state, open, event);
}

const open = ['running', 'paused', 'draining'] as const;

function plansOf(state: RunState): readonly RunPlan[] {
  return [...state.plans.values()].map(({ plan }) => plan);
}

function phaseChange(state: RunState, from: readonly RunState['phase'][], event: RunEvent): Answer {
  return from.includes(state.phase) ? success([event]) : failure({ reason: `the run is ${state.phase}` });
}
