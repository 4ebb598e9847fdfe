import type { AttemptMessage } from '../../shared/attempt.ts';
import type { RunCommand } from '../../shared/command.ts';
import { assertNever } from '../base/assertNever.ts';
import { failure, success, type Result } from '../base/result.ts';
import type { TaskNode } from './attempts.ts';
import type { RunEvent } from './events.ts';
import { idOf, isTask, isWork } from './nodes.ts';
import type { HistoryPort } from './ports.ts';
import { steerQueue } from './queueCommands.ts';
import { whyNotRenamed } from './planRevision.ts';
import { refOf, type RunPlan } from './runPlan.ts';
import { pickTasks } from './selection.ts';
import type { NodeState, RunState, TaskStateName } from './state.ts';
import { isBroken, isSatisfied } from './taskStatus.ts';

export interface Steering {
  readonly state: RunState;
  readonly history: HistoryPort;
  readonly send: (node: TaskNode, message: AttemptMessage) => Promise<void>;
  readonly loadPlan: (path: string) => Promise<Result<RunPlan, { readonly reason: string }>>;
}

type Answer = Result<readonly RunEvent[], { readonly reason: string }>;

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
  if (!answer.ok || answer.value.every((event) => event.type === 'endRequested')) return answer;
  return failure({ reason: 'the task went on by itself in the same moment: look at it again' });
}

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

/** A message is kept for the attempt that comes. */
const startsLater: ReadonlySet<TaskStateName> = new Set(['pending', 'ready', 'waiting', 'blocked']);

type TaskCommand = Extract<
  RunCommand,
  { readonly type: 'retry' | 'skip' | 'cancel' | 'send' | 'approve' | 'deny' | 'answer' }
>;

async function steerTask(steering: Steering, node: NodeState, command: TaskCommand): Promise<Answer> {
  const id = idOf(node.ref);
  const { status } = node;
  switch (command.type) {
    case 'retry': {
      const stuck =
        isBroken(status) ||
        status.name === 'needs-you' ||
        status.name === 'waiting' ||
        status.name === 'skipped';
      if (status.name === 'blocked')
        return failure({ reason: `${id} is blocked by ${status.by}: retry or skip that one` });
      if (!stuck)
        return failure({
          reason: `${id} is ${status.name}; only a task that failed, waits or needs you can be retried`,
        });
      if (status.name === 'needs-you' && status.live)
        return failure({ reason: `${id} has a live agent: answer it, or cancel it first` });
      return success([{ type: 'taskRetried', task: node.ref, note: command.note }]);
    }
    case 'skip':
      if (isSatisfied(status)) return failure({ reason: `${id} is ${status.name} already` });
      return endTask(steering, node, 'skipped');
    case 'cancel':
      if (isSatisfied(status) || isBroken(status))
        return failure({ reason: `${id} is ${status.name} already` });
      return endTask(steering, node, 'cancelled');
    case 'send':
      if (!isTask(node)) return failure({ reason: `${id} is a command, not an agent` });
      if (startsLater.has(status.name)) {
        return success([{ type: 'noteAdded', task: node.ref, note: command.text }]);
      }
      if (status.name !== 'running' && status.name !== 'needs-you') {
        return failure({ reason: `${id} is ${status.name}: no agent listens. Use retry with a note` });
      }
      await steering.send(node, { type: 'say', text: command.text });
      return success([]);
    case 'approve':
    case 'deny':
      return approve(steering, node, command);
    case 'answer':
      if (!isTask(node) || status.name !== 'needs-you' || status.need.kind !== 'question') {
        return failure({ reason: `${id} asks no question` });
      }
      await steering.send(node, {
        type: 'answerQuestion',
        id: status.need.request ?? '',
        answer: command.answer,
      });
      return success([]);
  }
}

async function approve(
  steering: Steering,
  node: NodeState,
  command: Extract<RunCommand, { readonly type: 'approve' | 'deny' }>,
): Promise<Answer> {
  const id = idOf(node.ref);
  const { status } = node;
  if (status.name !== 'needs-you' || !isTask(node))
    return failure({ reason: `${id} is ${status.name}: there is nothing to approve` });
  const allow = command.type === 'approve';
  if (status.need.request !== null && status.live) {
    if (status.need.kind === 'question') return failure({ reason: `${id} asks a question: use answer` });
    const forRun = command.type === 'approve' && command.forRun;
    await steering.send(node, { type: 'answerPermission', id: status.need.request, allow, forRun });
    return success([]);
  }
  if (!allow) return success([{ type: 'taskFailed', task: node.ref, reason: 'turned down by you' }]);
  const tip = await steering.history.resolve(`refs/heads/${node.spec.branch}`);
  if (tip === null || node.commit === null) return failure({ reason: `${id} has no work to land: retry it` });
  if (node.base !== null && !(await steering.history.isAncestor(node.base, tip))) {
    return failure({ reason: `${node.spec.branch} no longer holds the commit it started from` });
  }
  const approved: RunEvent = { type: 'taskApproved', task: node.ref };
  return success(
    tip === node.commit ? [approved] : [approved, { type: 'mergeQueued', task: node.ref, commit: tip }],
  );
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

function isLive(node: NodeState): boolean {
  return node.status.name === 'running' || (node.status.name === 'needs-you' && node.status.live);
}

async function endTask(steering: Steering, node: NodeState, as: 'skipped' | 'cancelled'): Promise<Answer> {
  const task = node.ref;
  if (
    node.status.name === 'preparing' ||
    node.status.name === 'settling' ||
    node.status.name === 'verifying'
  ) {
    return failure({ reason: `${idOf(task)} is between two steps: try again in a moment` });
  }
  if (!isLive(node) || !isTask(node)) {
    return success([as === 'skipped' ? { type: 'taskSkipped', task } : { type: 'taskCancelled', task }]);
  }
  await steering.send(node, { type: 'stop', reason: `${as} by you` });
  return success([{ type: 'endRequested', task, as }]);
}
