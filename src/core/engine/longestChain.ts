import type { NodeState } from './state.ts';

/** The order of a run's tasks by how long they take. Times in milliseconds. */
export interface Chain {
  readonly ms: number;
  /** Refs on the longest path that take time, in order. */
  readonly refs: readonly string[];
  /** By ref: of the longest path behind it. */
  readonly behindMs: ReadonlyMap<string, number>;
}

/** Longest path (Kahn's order, both ways). A duration of null: it is done, so that nothing in front of it counts. */
export function longestChain(
  nodes: ReadonlyMap<string, NodeState>,
  durationOf: (node: NodeState) => number | null,
): Chain {
  const sorted = inOrder(nodes);
  const behindMs = new Map<string, number>();
  const next = new Map<string, string>();
  let first: string | null = null;
  let ms = 0;
  for (const node of sorted.toReversed()) {
    const own = durationOf(node);
    const behind = behindMs.get(node.ref) ?? 0;
    const whole = (own ?? 0) + behind;
    if (whole > ms) [ms, first] = [whole, node.ref];
    if (own === null) continue;
    for (const before of node.dependsOn) {
      if (whole <= (behindMs.get(before) ?? 0)) continue;
      behindMs.set(before, whole);
      next.set(before, node.ref);
    }
  }
  const refs: string[] = [];
  for (let ref = first; ref !== null; ref = next.get(ref) ?? null) {
    const node = nodes.get(ref);
    if (node !== undefined && (durationOf(node) ?? 0) > 0) refs.push(ref);
  }
  return { ms, refs, behindMs };
}

/** What comes first stands first; nodes of a cycle are left out. */
function inOrder(nodes: ReadonlyMap<string, NodeState>): readonly NodeState[] {
  const open = new Map([...nodes.values()].map((node) => [node.ref, node.dependsOn.length]));
  const sorted = [...nodes.values()].filter((node) => node.dependsOn.length === 0);
  for (const node of sorted) {
    for (const ref of node.dependents) {
      const left = (open.get(ref) ?? 0) - 1;
      open.set(ref, left);
      const dependent = nodes.get(ref);
      if (left === 0 && dependent !== undefined) sorted.push(dependent);
    }
  }
  return sorted;
}
