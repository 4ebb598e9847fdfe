import type { RunCommand } from '../../shared/command.ts';
import { failure, success, type Result } from '../base/result.ts';
import type { RunEvent } from './events.ts';
import { idOf } from './nodes.ts';
import type { NodeState, RunState } from './state.ts';

type QueueCommand = Extract<RunCommand, { readonly type: 'hold' | 'release' | 'landNow' | 'move' }>;
type Answer = Result<readonly RunEvent[], { readonly reason: string }>;

/** What a person does to an entry of the merge queue. */
export function steerQueue(state: RunState, node: NodeState, command: QueueCommand): Answer {
  const task = node.ref;
  const id = idOf(task);
  const queue = [...(state.queued.get(node.plan) ?? [])];
  const place = queue.indexOf(task);
  if (place < 0) return failure({ reason: `${id} is ${node.status.name}: it is not in the merge queue` });
  const isHeld = state.held.has(task);
  switch (command.type) {
    case 'hold':
      return isHeld ? failure({ reason: `${id} is held already` }) : success([{ type: 'entryHeld', task }]);
    case 'release':
      return isHeld ? success([{ type: 'entryReleased', task }]) : failure({ reason: `${id} is not held` });
    case 'landNow': {
      const moved = place === 0 ? success([]) : moveTo(state, queue, { task, place: 0 });
      if (!moved.ok || !isHeld) return moved;
      return success([...moved.value, { type: 'entryReleased', task }]);
    }
    case 'move': {
      const wanted = place + Math.sign(command.by);
      if (wanted < 0 || wanted >= queue.length) {
        return failure({ reason: `${id} is ${wanted < 0 ? 'first' : 'last'} in the merge queue already` });
      }
      return moveTo(state, queue, { task, place: wanted });
    }
  }
}

/** Refuses to change the order of entries of which one builds on the other. */
function moveTo(
  state: RunState,
  queue: readonly string[],
  wanted: { readonly task: string; readonly place: number },
): Answer {
  const { task, place } = wanted;
  const from = queue.indexOf(task);
  const passed = queue.slice(Math.min(from, place), Math.max(from, place) + 1);
  for (const other of passed) {
    if (other === task) continue;
    const [later, earlier] = place < from ? [task, other] : [other, task];
    if (dependsOn(state, later, earlier)) {
      return failure({ reason: `${idOf(later)} depends on ${idOf(earlier)}: it can't land before it` });
    }
  }
  return success([{ type: 'entryMoved', task, place }]);
}

function dependsOn(state: RunState, ref: string, other: string): boolean {
  const seen = new Set<string>();
  const work = [ref];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    for (const dependency of state.nodes.get(next)?.dependsOn ?? []) {
      if (dependency === other) return true;
      if (seen.has(dependency)) continue;
      seen.add(dependency);
      work.push(dependency);
    }
  }
  return false;
}
