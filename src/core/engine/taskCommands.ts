import type { RunCommand } from '../../shared/command.ts';
import { failure, success } from '../base/result.ts';
import type { TaskNode } from './attempts.ts';
import type { Answer, Steering } from './commands.ts';
import type { Need, RunEvent } from './events.ts';
import { idOf, isTask } from './nodes.ts';
import type { ObjectId } from './ports.ts';
import type { NodeState, TaskStateName } from './state.ts';
import { isBroken, isByWord, isSatisfied, markedDone } from './taskStatus.ts';

/** A message is kept for the attempt that comes. */
const startsLater: ReadonlySet<TaskStateName> = new Set(['pending', 'ready', 'waiting', 'blocked']);

type TaskCommand = Extract<
  RunCommand,
  {
    readonly type:
      'retry' | 'skip' | 'cancel' | 'markDone' | 'reassign' | 'send' | 'approve' | 'deny' | 'answer';
  }
>;

/** What a person does about one task. */
export async function steerTask(steering: Steering, node: NodeState, command: TaskCommand): Promise<Answer> {
  const id = idOf(node.ref);
  const { status } = node;
  switch (command.type) {
    case 'retry': {
      const stuck =
        isBroken(status) || status.name === 'needs-you' || status.name === 'waiting' || isByWord(status);
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
    case 'markDone':
      if (isSatisfied(status)) return failure({ reason: `${id} is ${status.name} already` });
      return markDone(steering, node);
    case 'reassign':
      return reassign(steering, node, command.agent);
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
      if (isPast(node, command)) return asksElse(node);
      return approve(steering, node, command);
    case 'answer':
      if (isPast(node, command)) return asksElse(node);
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

/** A person answers what they were shown: by now the task may ask for something else. */
function isPast(
  { status }: NodeState,
  { request = null }: Extract<TaskCommand, { readonly type: 'approve' | 'deny' | 'answer' }>,
): boolean {
  return request !== null && status.name === 'needs-you' && status.request !== request;
}

function asksElse({ ref }: NodeState): Answer {
  return failure({ reason: `${idOf(ref)} asks something else now: look at it again` });
}

async function approve(
  steering: Steering,
  node: NodeState,
  command: Extract<TaskCommand, { readonly type: 'approve' | 'deny' }>,
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
  if (command.type === 'deny') return turnDown(node, status.need, command.note ?? null);
  const tip = await steering.history.resolve(`refs/heads/${node.spec.branch}`);
  if (tip === null || node.commit === null) return failure({ reason: `${id} has no work to land: retry it` });
  if (node.base !== null && !(await steering.history.isAncestor(node.base, tip))) {
    return failure({ reason: `${node.spec.branch} no longer holds the commit it started from` });
  }
  const open = await filesWithMarkers(steering, node, tip);
  if (open.length > 0) {
    const reason = `conflict markers are still in ${open.join(', ')} on ${node.spec.branch}: resolve and commit them first`;
    return failure({ reason });
  }
  const approved: RunEvent = { type: 'taskApproved', task: node.ref };
  return success(
    tip === node.commit ? [approved] : [approved, { type: 'mergeQueued', task: node.ref, commit: tip }],
  );
}

/** With a note the work goes back to the agent; without one that is the end of it. */
function turnDown({ ref }: NodeState, need: Need, note: string | null): Answer {
  const isWork = need.kind === 'review' || need.kind === 'suspicious' || need.kind === 'conflict';
  if (note === null || !isWork)
    return success([{ type: 'taskFailed', task: ref, reason: 'turned down by you' }]);
  return success([
    { type: 'noteAdded', task: ref, note },
    { type: 'taskRequeued', task: ref, cause: 'review', reason: 'sent back by you' },
  ]);
}

function filesWithMarkers(
  { history }: Steering,
  { rejection }: NodeState,
  tip: ObjectId,
): Promise<readonly string[]> {
  return rejection?.kind === 'conflict'
    ? history.filesWithMarkers(tip, rejection.files)
    : Promise.resolve([]);
}

function reassign(steering: Steering, node: NodeState, name: string): Answer {
  const { ref, status } = node;
  const id = idOf(ref);
  if (!isTask(node)) return failure({ reason: `${id} is a command, not an agent` });
  if (isSatisfied(status)) return failure({ reason: `${id} is ${status.name} already` });
  if (isBetweenSteps(node)) return tryAgain(node);
  const agent = steering.agentOf(name, node.spec.gate);
  if (!agent.ok) return agent;
  return success([{ type: 'taskReassigned', task: ref, agent: agent.value }]);
}

async function markDone(steering: Steering, node: NodeState): Promise<Answer> {
  const task = node.ref;
  if (isBetweenSteps(node)) return tryAgain(node);
  if (isTask(node) && isLive(node)) {
    await steering.send(node, { type: 'stop', reason: markedDone });
    return success([{ type: 'endRequested', task, as: 'done' }]);
  }
  const commit = isTask(node) ? await landedTip(steering, node) : null;
  return success([{ type: 'taskMarkedDone', task, commit }]);
}

/** Tip of its branch, if there is work on it that the integration branch has. */
async function landedTip({ state, history }: Steering, node: TaskNode): Promise<ObjectId | null> {
  const head = state.plans.get(node.plan)?.head;
  const tip = await history.resolve(`refs/heads/${node.spec.branch}`);
  if (tip === null || head === undefined || node.base === null || tip === node.base) return null;
  return (await history.isAncestor(tip, head)) ? tip : null;
}

function isLive(node: NodeState): boolean {
  return node.status.name === 'running' || (node.status.name === 'needs-you' && node.status.live);
}

async function endTask(steering: Steering, node: NodeState, as: 'skipped' | 'cancelled'): Promise<Answer> {
  const task = node.ref;
  if (isBetweenSteps(node)) return tryAgain(node);
  if (!isLive(node) || !isTask(node)) {
    return success([as === 'skipped' ? { type: 'taskSkipped', task } : { type: 'taskCancelled', task }]);
  }
  await steering.send(node, { type: 'stop', reason: `${as} by you` });
  return success([{ type: 'endRequested', task, as }]);
}

function isBetweenSteps({ status: { name } }: NodeState): boolean {
  return name === 'preparing' || name === 'settling' || name === 'verifying';
}

function tryAgain({ ref }: NodeState): Answer {
  return failure({ reason: `${idOf(ref)} is between two steps: try again in a moment` });
}
