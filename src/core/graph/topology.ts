/** Edges of a numbered graph, by node: `targets[starts[n] … starts[n + 1])` are the ends of those that leave `n`. */
export interface Adjacency {
  readonly starts: Int32Array;
  readonly targets: Int32Array;
}

export function adjacency(nodes: number, from: readonly number[], to: readonly number[]): Adjacency {
  const starts = new Int32Array(nodes + 1);
  for (const node of from) starts[node + 1] = (starts[node + 1] ?? 0) + 1;
  for (let node = 0; node < nodes; node++) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0);
  const next = starts.slice();
  const targets = new Int32Array(from.length);
  from.forEach((node, edge) => {
    const place = next[node] ?? 0;
    targets[place] = to[edge] ?? 0;
    next[node] = place + 1;
  });
  return { starts, targets };
}

export function targetsOf({ starts, targets }: Adjacency, node: number): Int32Array {
  return targets.subarray(starts[node], starts[node + 1]);
}

/** All nodes, each after those that lead to it (Kahn 1962); null when there is a cycle. */
export function topologicalOrder(nodes: number, forward: Adjacency): Int32Array | null {
  const open = new Int32Array(nodes);
  for (const target of forward.targets) open[target] = (open[target] ?? 0) + 1;
  const order = new Int32Array(nodes);
  let end = 0;
  for (let node = 0; node < nodes; node++) if (open[node] === 0) order[end++] = node;
  const { starts, targets } = forward;
  for (let index = 0; index < end; index++) {
    const node = order[index] ?? 0;
    for (let edge = starts[node] ?? 0; edge < (starts[node + 1] ?? 0); edge++) {
      const target = targets[edge] ?? 0;
      const left = (open[target] ?? 0) - 1;
      open[target] = left;
      if (left === 0) order[end++] = target;
    }
  }
  return end === nodes ? order : null;
}
