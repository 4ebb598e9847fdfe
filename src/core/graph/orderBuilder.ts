import type { EdgeReason, GraphEdge, GraphNode } from './graph.ts';

/** Collects nodes and edges by number; each pair of nodes has one edge, the first reason for it counts. */
export class OrderBuilder {
  readonly nodes: GraphNode[] = [];
  readonly edges: GraphEdge[] = [];
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #pairs = new Set<number>();
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

  numberOf(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  connect(from: string, to: string, reason: Reason): void {
    const [source, target] = [this.#numbers.get(from), this.#numbers.get(to)];
    if (source === undefined || target === undefined) return;
    const pair = source * 2 ** 26 + target;
    if (this.#pairs.has(pair)) return;
    this.#pairs.add(pair);
    this.from.push(source);
    this.to.push(target);
    const { why, note } = reason;
    this.edges.push(typeof note === 'string' ? { from, to, why, note } : { from, to, why });
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
}

export interface Reason {
  readonly why: EdgeReason;
  readonly note?: string | null;
}
