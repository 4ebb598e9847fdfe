import type { Adjacency } from './topology.ts';

/** 16 MB. */
const maxTableWords = 4_000_000;

/**
 * Which of the candidates lead to which node of a graph without cycles, by a table of bits: one row a node, one column a
 * candidate. Bounded: of more than 100,000 nodes not all candidates are known, and those that are not count as leading.
 */
export function reachability(
  { sorted, forward }: { readonly sorted: Int32Array; readonly forward: Adjacency },
  candidates: readonly number[],
): (from: number, to: number) => boolean {
  const known = candidates.slice(0, Math.floor(maxTableWords / sorted.length) * 32);
  const columns = new Map(known.map((node, column) => [node, column]));
  const words = Math.ceil(known.length / 32);
  const table = new Uint32Array(words * sorted.length);
  for (const node of sorted) {
    const row = node * words;
    const column = columns.get(node);
    const [word, bit] = column === undefined ? [-1, 0] : [column >>> 5, 1 << (column & 31)];
    for (let edge = forward.starts[node] ?? 0; edge < (forward.starts[node + 1] ?? 0); edge++) {
      const target = (forward.targets[edge] ?? 0) * words;
      for (let index = 0; index < words; index++) {
        table[target + index] = (table[target + index] ?? 0) | (table[row + index] ?? 0);
      }
      if (word >= 0) table[target + word] = (table[target + word] ?? 0) | bit;
    }
  }
  return (from, to) => {
    const column = columns.get(from);
    return column === undefined || ((table[to * words + (column >>> 5)] ?? 0) & (1 << (column & 31))) !== 0;
  };
}
