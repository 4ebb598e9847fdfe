import type { Task } from '../plan/plan.ts';
import { defaultEstimateMs } from './estimates.ts';
import type { Adjacency } from './topology.ts';

/** The tasks of the graph's nodes by number; undefined for a barrier. */
export type NodeTasks = readonly (Task | undefined)[];

/** A graph without cycles, its nodes each after those that lead to it. */
export interface Order {
  readonly sorted: Int32Array;
  readonly forward: Adjacency;
  readonly tasks: NodeTasks;
}

/** True for what still has to be done by somebody: not a group, not a barrier, neither done nor skipped. */
export function isOpenWork(task: Task | undefined): task is Task {
  return task !== undefined && task.kind !== 'group' && task.state === 'open';
}

/** A done or skipped task holds nobody up, whatever it depends on. */
function isSatisfied(task: Task | undefined): boolean {
  return task !== undefined && task.kind !== 'group' && task.state !== 'open';
}

/** Open tasks by the earliest round in which they could run; in file order within a round. */
export function findWaves({ sorted, forward, tasks }: Order): string[][] {
  const round = new Int32Array(tasks.length);
  for (const node of sorted) {
    const after = isSatisfied(tasks[node]) ? 0 : (round[node] ?? 0) + (isOpenWork(tasks[node]) ? 1 : 0);
    for (let edge = forward.starts[node] ?? 0; edge < (forward.starts[node + 1] ?? 0); edge++) {
      const target = forward.targets[edge] ?? 0;
      if (after > (round[target] ?? 0)) round[target] = after;
    }
  }
  const waves: string[][] = [];
  tasks.forEach((task, node) => {
    if (isOpenWork(task)) (waves[round[node] ?? 0] ??= []).push(task.id);
  });
  return waves;
}

/** The open tasks of the path with the largest sum of estimates. */
export function findCriticalPath({ sorted, forward, tasks }: Order): string[] {
  const startMs = new Float64Array(tasks.length);
  const cameFrom = new Int32Array(tasks.length).fill(-1);
  let last = -1;
  let longestMs = 0;
  for (const node of sorted) {
    const task = tasks[node];
    const ownMs = isOpenWork(task) ? (task.attributes.estimateMs ?? defaultEstimateMs) : 0;
    const endMs = isSatisfied(task) ? 0 : (startMs[node] ?? 0) + ownMs;
    if (endMs > longestMs) [last, longestMs] = [node, endMs];
    for (let edge = forward.starts[node] ?? 0; edge < (forward.starts[node + 1] ?? 0); edge++) {
      const target = forward.targets[edge] ?? 0;
      if (endMs <= (startMs[target] ?? 0)) continue;
      startMs[target] = endMs;
      cameFrom[target] = node;
    }
  }
  const path: string[] = [];
  for (let node = last; node >= 0; node = cameFrom[node] ?? -1) {
    const task = tasks[node];
    if (isOpenWork(task)) path.push(task.id);
  }
  return path.reverse();
}
