import type { LayoutInput } from '../../../webview-ui/graph/layout.ts';

/** 0 to 1, the same for the same seed: the minimal standard generator of Park and Miller, 1988. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/**
 * `count` nodes in layers of `width` and 1.5 edges a node: one from the layer before to each node, the others from one
 * of the three layers before.
 */
export function randomLayers(count: number, { width = 20, seed = 7 } = {}): LayoutInput {
  const random = seededRandom(seed);
  const pairs = new Set<string>();
  const add = (to: number, span: number): void => {
    const layer = Math.floor(to / width) - span;
    if (layer >= 0) pairs.add(`${String(layer * width + Math.floor(random() * width))} ${String(to)}`);
  };
  for (let to = width; to < count; to++) add(to, 1);
  while (pairs.size < count * 1.5)
    add(width + Math.floor(random() * (count - width)), 1 + Math.floor(random() * 3));
  return graphOf(
    count,
    [...pairs].map((pair) => pair.split(' ').map(Number)),
  );
}

/** A graph without phases, of nodes `p/0`, `p/1`, … */
export function graphOf(count: number, pairs: readonly (readonly number[])[]): LayoutInput {
  return {
    nodes: Array.from({ length: count }, (_, index) => ({
      ref: `p/${String(index)}`,
      kind: 'task' as const,
      phase: null,
    })),
    edges: pairs.map(([from, to]) => ({ from: `p/${String(from)}`, to: `p/${String(to)}` })),
    phases: [],
    collapsed: new Set(),
  };
}
