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
function findKnots(nodes: number, forward: Adjacency): Int32Array {
  const search: Search = {
    forward,
    index: new Int32Array(nodes).fill(-1),
    low: new Int32Array(nodes),
    knotOf: new Int32Array(nodes).fill(-1),
    nextEdge: forward.starts.slice(0, nodes),
    stack: [],
    path: [],
    visited: 0,
    knots: 0,
  };
  for (let root = 0; root < nodes; root++) {
    if (search.index[root] !== -1) continue;
    search.path.push(root);
    for (let node = search.path.at(-1); node !== undefined; node = search.path.at(-1)) advance(search, node);
  }
  return search.knotOf;
}

interface Search {
  readonly forward: Adjacency;
  /** Order of the first visit; -1: not visited. */
  readonly index: Int32Array;
  readonly low: Int32Array;
  readonly knotOf: Int32Array;
  readonly nextEdge: Int32Array;
  readonly stack: number[];
  readonly path: number[];
  visited: number;
  knots: number;
}

/** Goes along one more edge of the node at the end of the path, or leaves the node when there is none. */
function advance(search: Search, node: number): void {
  const { forward, index, low, knotOf, nextEdge, stack, path } = search;
  if (index[node] === -1) {
    index[node] = low[node] = search.visited++;
    stack.push(node);
  }
  const edge = nextEdge[node] ?? 0;
  if (edge < (forward.starts[node + 1] ?? 0)) {
    nextEdge[node] = edge + 1;
    const target = forward.targets[edge] ?? 0;
    if (index[target] === -1) path.push(target);
    else if (knotOf[target] === -1) low[node] = Math.min(low[node] ?? 0, index[target] ?? 0);
    return;
  }
  path.pop();
  const parent = path.at(-1);
  if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
  if (low[node] !== index[node]) return;
  closeKnot(search, node);
  search.knots++;
}

function closeKnot({ stack, knotOf, knots }: Search, node: number): void {
  let member = stack.pop();
  while (member !== undefined && member !== node) {
    knotOf[member] = knots;
    member = stack.pop();
  }
  knotOf[node] = knots;
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
