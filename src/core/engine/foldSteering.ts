import type { JournalEvent } from './events.ts';
import { dropDependency, nodeOf, reopen, replaceAgent, setStatus } from './nodes.ts';
import { takeIn } from './selection.ts';
import type { RunState } from './state.ts';
import { holdsLimits, markedDone } from './taskStatus.ts';

type SteeringEvent = Extract<
  JournalEvent,
  {
    readonly type:
      | 'noteAdded'
      | 'tasksSelected'
      | 'taskRetried'
      | 'endRequested'
      | 'taskSkipped'
      | 'taskCancelled'
      | 'taskMarkedDone'
      | 'taskReassigned'
      | 'entryHeld'
      | 'entryReleased'
      | 'entryMoved';
  }
>;

/** Folds what a person decided. */
export function foldSteering(state: RunState, event: SteeringEvent): void {
  switch (event.type) {
    case 'noteAdded':
      nodeOf(state, event.task).note = event.note;
      return;
    case 'tasksSelected':
      return select(state, event.tasks, event.at);
    case 'taskRetried': {
      const node = nodeOf(state, event.task);
      node.counters = { repairs: 0, transients: 0, conflicts: 0 };
      node.note = event.note;
      node.endedAt = null;
      node.endAs = null;
      node.approved = false;
      reopen(state, node, { cause: 'retry', since: event.at, why: null });
      return;
    }
    case 'endRequested':
      nodeOf(state, event.task).endAs = event.as;
      return;
    case 'taskSkipped': {
      const node = nodeOf(state, event.task);
      node.endAs = null;
      node.endedAt = event.at;
      setStatus(state, node, { name: 'skipped', why: null });
      return;
    }
    case 'taskCancelled': {
      const node = nodeOf(state, event.task);
      node.endAs = null;
      node.endedAt = event.at;
      setStatus(state, node, { name: 'cancelled' });
      return;
    }
    case 'taskMarkedDone': {
      const node = nodeOf(state, event.task);
      const { commit } = event;
      node.endAs = null;
      node.endedAt = event.at;
      setStatus(state, node, { name: 'landed', commit, gated: false, why: markedDone });
      return;
    }
    case 'taskReassigned': {
      const node = nodeOf(state, event.task);
      node.reassigned = true;
      if (holdsLimits(node.status)) node.nextAgent = event.agent;
      else replaceAgent(state, node, event.agent);
      return;
    }
    case 'entryHeld':
      state.held.add(event.task);
      return;
    case 'entryReleased':
      state.held.delete(event.task);
      return;
    case 'entryMoved':
      return moveEntry(state, event.task, event.place);
  }
}

function select(state: RunState, tasks: readonly string[] | null, at: number): void {
  for (const plan of state.plans.values()) {
    if (tasks === null) plan.only = null;
    else if (plan.only !== null) {
      const own = tasks.filter((ref) => state.nodes.get(ref)?.plan === plan.plan.name);
      plan.only = new Set([...plan.only, ...own]);
    }
  }
  dropDependency(state, takeIn(state, tasks), at);
}

function moveEntry(state: RunState, task: string, place: number): void {
  const queue = state.queued.get(nodeOf(state, task).plan);
  if (queue === undefined) return;
  const order = [...queue].filter((ref) => ref !== task);
  order.splice(place, 0, task);
  queue.clear();
  for (const ref of order) queue.add(ref);
}
