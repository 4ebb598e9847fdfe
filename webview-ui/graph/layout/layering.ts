import type { VisibleGraph } from './visibleGraph.ts';

export interface Layering {
  readonly layerOf: Int32Array;
  readonly count: number;
  /** Whether the edge of that index points back to an earlier layer: collapsed phases can depend on each other. */
  readonly isBackward: readonly boolean[];
}

/**
 * Longest path from the sources, which stand just before the first that needs them: so edges are short, and so are the
 * boxes of phases. Of a cycle, the edges to its first node in plan order count as backward.
 */
export function layerNodes({ nodes, edges }: VisibleGraph): Layering {
  const outgoing: number[][] = nodes.map(() => []);
  const waitsFor = new Int32Array(nodes.length);
  edges.forEach(({ from, to }, index) => {
    outgoing[from]?.push(index);
    waitsFor[to] = (waitsFor[to] ?? 0) + 1;
  });
  const isBackward = edges.map(() => false);
  const layerOf = new Int32Array(nodes.length);
  const isDone = new Uint8Array(nodes.length);
  const queue = [...nodes.keys()].filter((index) => waitsFor[index] === 0);
  let nextOfCycle = 0;
  for (let head = 0; head < nodes.length; head++) {
    if (head === queue.length) {
      while (isDone[nextOfCycle] === 1) nextOfCycle++;
      queue.push(nextOfCycle);
    }
    const node = queue[head] ?? 0;
    isDone[node] = 1;
    for (const index of outgoing[node] ?? []) {
      const to = edges[index]?.to ?? 0;
      if (isDone[to] === 1) {
        isBackward[index] = true;
        continue;
      }
      layerOf[to] = Math.max(layerOf[to] ?? 0, (layerOf[node] ?? 0) + 1);
      waitsFor[to] = (waitsFor[to] ?? 0) - 1;
      if (waitsFor[to] === 0) queue.push(to);
    }
  }
  pullSources(queue, { layerOf, outgoing, edges });
  return { layerOf, count: layerOf.reduce((most, layer) => Math.max(most, layer + 1), 0), isBackward };
}

interface Sources {
  readonly layerOf: Int32Array;
  /** Indices of `edges`, by node. */
  readonly outgoing: readonly (readonly number[])[];
  readonly edges: VisibleGraph['edges'];
}

function pullSources(nodes: readonly number[], { layerOf, outgoing, edges }: Sources): void {
  for (const node of nodes) {
    if (layerOf[node] !== 0) continue;
    let nearest = Infinity;
    for (const index of outgoing[node] ?? [])
      nearest = Math.min(nearest, layerOf[edges[index]?.to ?? 0] ?? 0);
    if (nearest !== Infinity && nearest > 1) layerOf[node] = nearest - 1;
  }
}
