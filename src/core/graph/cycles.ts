import type { Adjacency } from './topology.ts';
import { targetsOf } from './topology.ts';

/** One shortest cycle for every knot of nodes that lead to each other; its first and last entry are the same node. */
export function findCycles(nodes: number, forward: Adjacency): number[][] {
  const knotOf = findKnots(nodes, forward);
  const seen = new Set<number>();
  const cycles: number[][] = [];
  for (let node = 0; node < nodes; node++) {
    const knot = knotOf[node] ?? 0;
    if (seen.has(knot)) continue;
    const cycle = shortestCycle(node, forward, knotOf);
    if (cycle === null) continue;
    seen.add(knot);
    cycles.push(cycle);
  }
  return cycles;
}

/** Numbers the strongly connected components (Tarjan 1972), without recursion: chains may be long. */
function findKnots(nodes: number, { starts, targets }: Adjacency): Int32Array {
  const index = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const knotOf = new Int32Array(nodes).fill(-1);
  const nextEdge = starts.slice(0, nodes);
  const stack: number[] = [];
  const path: number[] = [];
  let visited = 0;
  let knots = 0;
  for (let root = 0; root < nodes; root++) {
    if (index[root] !== -1) continue;
    path.push(root);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      if (index[node] === -1) {
        index[node] = low[node] = visited++;
        stack.push(node);
      }
      const edge = nextEdge[node] ?? 0;
      if (edge < (starts[node + 1] ?? 0)) {
        nextEdge[node] = edge + 1;
        const target = targets[edge] ?? 0;
        if (index[target] === -1) path.push(target);
        else if (knotOf[target] === -1) low[node] = Math.min(low[node] ?? 0, index[target] ?? 0);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
      if (low[node] !== index[node]) continue;
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        knotOf[member] = knots;
        if (member === node) break;
      }
      knots++;
    }
  }
  return knotOf;
}

function shortestCycle(start: number, forward: Adjacency, knotOf: Int32Array): number[] | null {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const node of queue) {
    for (const target of targetsOf(forward, node)) {
      if (target === start) return [start, ...pathTo(node, start, cameFrom)].reverse();
      if (knotOf[target] !== knotOf[start] || cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  return null;
}

/** From `node` back to `start`. */
function pathTo(node: number, start: number, cameFrom: ReadonlyMap<number, number>): number[] {
  const path = [node];
  for (let current = node; current !== start;) {
    current = cameFrom.get(current) ?? start;
    path.push(current);
  }
  return path;
}
