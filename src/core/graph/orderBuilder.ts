import type { EdgeReason, GraphEdge, GraphNode } from './graph.ts';
import type { Adjacency } from './topology.ts';
import { adjacency } from './topology.ts';

/** Collects nodes and edges. */
export class OrderBuilder {
  readonly nodes: GraphNode[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #edges: GraphEdge[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  #barriers = 0;

  addNode(id: string, kind: GraphNode['kind']): void {
    this.#numbers.set(id, this.nodes.length);
    this.nodes.push({ id, kind });
  }

  addBarrier(): string {
    this.#barriers++;
    const id = `barrier:${String(this.#barriers)}`;
    this.addNode(id, 'barrier');
    return id;
  }

  connect(from: string, to: string, { why, note }: Reason): void {
    const source = this.#numbers.get(from);
    const target = this.#numbers.get(to);
    if (source === undefined || target === undefined) return;
    this.#from.push(source);
    this.#to.push(target);
    this.#edges.push(typeof note === 'string' ? { from, to, why, note } : { from, to, why });
  }

  connectAll(from: readonly string[], to: string, reason: Reason): void {
    for (const source of from) this.connect(source, to, reason);
  }

  /** All of `to` wait for all of `from`, with at most as many edges as there are ends. */
  join(from: readonly string[], to: readonly string[], reason: Reason): void {
    if (from.length === 0 || to.length === 0) return;
    if (from.length === 1 || to.length === 1) {
      for (const target of to) this.connectAll(from, target, reason);
      return;
    }
    const barrier = this.addBarrier();
    this.connectAll(from, barrier, reason);
    for (const target of to) this.connect(barrier, target, reason);
  }

  /** Each pair of nodes has one edge; the first reason for it counts. */
  finish(): { readonly edges: readonly GraphEdge[]; readonly forward: Adjacency } {
    const repeated = findRepeated(this.nodes.length, this.#from, this.#to);
    const isFirst = (_: unknown, edge: number): boolean => !repeated.has(edge);
    const distinct = repeated.size === 0;
    const from = distinct ? this.#from : this.#from.filter(isFirst);
    const to = distinct ? this.#to : this.#to.filter(isFirst);
    const edges = distinct ? this.#edges : this.#edges.filter(isFirst);
    return { edges, forward: adjacency(this.nodes.length, from, to) };
  }
}

export interface Reason {
  readonly why: EdgeReason;
  readonly note?: string | null;
}

/** Numbers of the edges that connect what an earlier one connects; without a table of pairs, which would be slow. */
function findRepeated(nodes: number, from: readonly number[], to: readonly number[]): ReadonlySet<number> {
  const repeated = new Set<number>();
  const order = adjacency(
    nodes,
    from,
    from.map((_, edge) => edge),
  );
  const reachedFrom = new Int32Array(nodes).fill(-1);
  for (const edge of order.targets) {
    const [source, target] = [from[edge] ?? 0, to[edge] ?? 0];
    if (reachedFrom[target] === source) repeated.add(edge);
    reachedFrom[target] = source;
  }
  return repeated;
}
