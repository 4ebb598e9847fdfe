/** What a dependency comes from. */
export type EdgeReason = 'depends' | 'phase' | 'sequential' | 'pipeline' | 'sync' | 'parent' | 'verify';

export interface GraphNode {
  readonly id: string;
  /** A `barrier` does no work: it is passed when all before it have landed. So is a `group`. */
  readonly kind: 'task' | 'group' | 'verify' | 'barrier';
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly why: EdgeReason;
  /** The reason that an Execution Note gave, as written. */
  readonly note?: string;
}

/** Tasks that may run at the same time and touch the same files. */
export interface Overlap {
  readonly tasks: readonly [string, string];
  readonly files: readonly string[];
  readonly source: 'declared' | 'mentioned';
}

/**
 * The plan's order. Node ids of tasks and groups are the task ids; barriers are `barrier:<n>`. Edges point from what
 * must land first. Phases meet in barriers, so that the edges are linear in the tasks.
 */
export interface PlanGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Each as a path whose first and last entry are the same task; barriers on the way are left out. */
  readonly cycles: readonly (readonly string[])[];
  /** Open tasks by the earliest round in which they could run; empty when there is a cycle. */
  readonly waves: readonly (readonly string[])[];
  /** Open tasks on the longest path by estimate (tasks without one count `defaultEstimateMs`). */
  readonly criticalPath: readonly string[];
  readonly overlaps: readonly Overlap[];
  /**
   * For every task the keys that it holds while it runs: two tasks whose keys meet share files. Linear in the
   * mentions; `overlaps` is the same for people, at most 1,000 rows.
   */
  readonly leases: ReadonlyMap<string, readonly string[]>;
}
