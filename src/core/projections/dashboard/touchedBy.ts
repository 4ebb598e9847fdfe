import type { JournalEvent } from '../../engine/events.ts';
import { isWork } from '../../engine/nodes.ts';
import type { NodeState, RunState } from '../../engine/state.ts';

/** The tasks whose state an event may have changed: its own, and those that wait for it; all when a plan changed. */
export function touchedBy(state: RunState, event: JournalEvent): Iterable<NodeState> {
  switch (event.type) {
    case 'planAdded':
    case 'planChanged':
    case 'taskRenamed':
    case 'tasksSelected':
      return state.nodes.values();
    default: {
      const ref = 'task' in event ? event.task : null;
      const node = ref === null ? undefined : state.nodes.get(ref);
      return node === undefined ? [] : withDependents(state, node);
    }
  }
}

function withDependents(state: RunState, first: NodeState): Iterable<NodeState> {
  const found = new Set([first]);
  for (const node of found) {
    if (node !== first && isWork(node)) continue;
    for (const ref of node.dependents) {
      const dependent = state.nodes.get(ref);
      if (dependent !== undefined) found.add(dependent);
    }
  }
  return found;
}
