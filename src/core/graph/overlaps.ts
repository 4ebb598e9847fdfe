import type { Task } from '../plan/plan.ts';
import type { Overlap } from './graph.ts';
import { reachability } from './reachability.ts';
import type { NodeTasks, Order } from './rounds.ts';
import { isOpenWork } from './rounds.ts';

const maxRows = 1_000;
const maxPairs = 200_000;

/**
 * Pairs of open tasks of which neither waits for the other and whose keys meet, in file order. Bounded: 1,000 rows of
 * the first 200,000 pairs; in a plan of more than 100,000 tasks not all that share files are looked at.
 */
export function findOverlaps(order: Order, leases: ReadonlyMap<string, readonly string[]>): Overlap[] {
  const holders = sharedKeys(order.tasks, leases);
  if (holders.size === 0) return [];
  const candidates = [...new Set([...holders.values()].flat())].sort((a, b) => a - b);
  const leadsTo = reachability(order, candidates);
  const rows = new Map<string, { readonly nodes: readonly [number, number]; readonly files: string[] }>();
  for (const { key, a, b } of pairsOf(holders)) {
    if (leadsTo(a, b) || leadsTo(b, a)) continue;
    const id = `${String(a)} ${String(b)}`;
    const row = rows.get(id);
    if (row !== undefined) row.files.push(key);
    else if (rows.size < maxRows) rows.set(id, { nodes: [a, b], files: [key] });
  }
  return finish(rows.values(), order.tasks);
}

function* pairsOf(
  holders: ReadonlyMap<string, readonly number[]>,
): Generator<{ readonly key: string; readonly a: number; readonly b: number }> {
  let left = maxPairs;
  for (const [key, nodes] of holders) {
    for (const [place, b] of nodes.entries()) {
      for (const a of nodes.slice(0, Math.min(place, left))) yield { key, a, b };
      left -= Math.min(place, left);
    }
    if (left === 0) return;
  }
}

/** Nodes of open tasks by key, for the keys that more than one holds. */
function sharedKeys(tasks: NodeTasks, leases: ReadonlyMap<string, readonly string[]>): Map<string, number[]> {
  // Most keys have one holder, who needs no list.
  const first = new Map<string, number>();
  const holders = new Map<string, number[]>();
  tasks.forEach((task, node) => {
    if (!isOpenWork(task)) return;
    for (const key of leases.get(task.id) ?? []) {
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, node);
        continue;
      }
      const nodes = holders.get(key);
      if (nodes === undefined) holders.set(key, [earlier, node]);
      else nodes.push(node);
    }
  });
  return holders;
}

function finish(
  rows: Iterable<{ readonly nodes: readonly [number, number]; readonly files: readonly string[] }>,
  tasks: NodeTasks,
): Overlap[] {
  return [...rows]
    .sort((a, b) => a.nodes[1] - b.nodes[1] || a.nodes[0] - b.nodes[0])
    .flatMap(({ nodes, files }): Overlap[] => {
      const [a, b] = [tasks[nodes[0]], tasks[nodes[1]]];
      if (a === undefined || b === undefined) return [];
      return [
        { tasks: [a.id, b.id], files: files.toSorted(), source: isDeclared(a, b) ? 'declared' : 'mentioned' },
      ];
    });
}

function isDeclared(a: Task, b: Task): boolean {
  return a.files.length > 0 && b.files.length > 0;
}
