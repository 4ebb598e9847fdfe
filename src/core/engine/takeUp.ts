import type { Attempts, TaskNode } from './attempts.ts';
import type { RunEvent } from './events.ts';
import { isTask, nodeOf } from './nodes.ts';
import type { RunState } from './state.ts';

/** Goes on with every attempt and verification of an earlier owner where it is. */
export function takeUp(
  state: RunState,
  attempts: Attempts,
  {
    record,
    run,
    makeWay,
  }: {
    readonly record: (event: RunEvent) => void;
    readonly run: (effect: Promise<void>) => void;
    readonly makeWay: (node: TaskNode) => Promise<void>;
  },
): void {
  for (const ref of [...state.active]) {
    const node = nodeOf(state, ref);
    if (!isTask(node)) {
      record({ type: 'taskRequeued', task: ref, cause: 'interrupted', reason: 'interrupted' });
      continue;
    }
    switch (node.status.name) {
      case 'preparing':
      case 'running':
      case 'needs-you':
        run(attempts.launch(node).then(() => makeWay(node)));
        break;
      case 'settling':
        if (node.status.step.kind === 'collect') run(attempts.collect(node));
        break;
      default:
        break;
    }
  }
}
