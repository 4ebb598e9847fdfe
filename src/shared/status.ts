/**
 * `status.json`: what people, scripts and the agents themselves read. Fields are added, never renamed; times are
 * ISO 8601 in UTC; null means "not known" or "not there".
 */
export interface RunStatus {
  readonly schema: 1;
  /** Counts up with every write. */
  readonly version: number;
  readonly run: string;
  readonly state: RunStateWord;
  /** Why it stopped or halted. */
  readonly reason: string | null;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly plans: readonly PlanStatus[];
  readonly tasks: readonly TaskStatusRow[];
  readonly workers: readonly WorkerStatus[];
  readonly limits: readonly LimitStatus[];
  readonly totals: {
    /** Input and output. */
    readonly tokens: number;
    readonly costUsd: number;
    readonly etaAt: string | null;
  };
}

export type RunStateWord = 'running' | 'paused' | 'draining' | 'stopped' | 'done' | 'failed' | 'halted';

export interface PlanStatus {
  readonly name: string;
  readonly path: string;
  readonly integrationBranch: string;
  readonly head: string;
  readonly landed: number;
  readonly total: number;
  /** False: no task of it has a gate, so nothing is called green. */
  readonly gated: boolean;
}

export type TaskStateWord =
  | 'pending'
  | 'ready'
  | 'preparing'
  | 'running'
  | 'waiting'
  | 'needs-you'
  | 'queued'
  | 'landing'
  | 'landed'
  | 'blocked'
  | 'failed'
  | 'skipped'
  | 'cancelled';

export interface TaskStatusRow {
  readonly plan: string;
  readonly id: string;
  readonly title: string;
  readonly phase: string;
  readonly state: TaskStateWord;
  /** What it waits for, why it failed, what it needs; null when there is nothing to say. */
  readonly why: string | null;
  /** Number of its latest attempt; 0 before the first. */
  readonly attempt: number;
  readonly agent: string | null;
  readonly model: string | null;
  readonly branch: string | null;
  readonly worktree: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Commit on the integration branch. */
  readonly landedAs: string | null;
  /** Landed without a gate. */
  readonly ungated: boolean;
  /** True while its gate runs. */
  readonly gate: boolean;
  readonly dependsOn: readonly string[];
  readonly filesChanged: number;
  readonly lastCommitAt: string | null;
  /** 0 to 1, as the agent told it. */
  readonly progress: number | null;
  readonly etaAt: string | null;
  readonly tokens: { readonly input: number; readonly output: number; readonly cached: number };
  readonly costUsd: number | null;
  /** The request that a person has to answer. */
  readonly request: { readonly kind: string; readonly message: string } | null;
}

export interface WorkerStatus {
  /** `auth/2.1/1` */
  readonly attempt: string;
  readonly pool: string;
  readonly pid: number | null;
  readonly health: 'healthy' | 'slow' | 'stuck';
  /** What it did last, in a few words. */
  readonly doing: string;
  readonly lastSignAt: string | null;
  /** 0 to 1 */
  readonly contextUsed: number | null;
  /** Tasks that wait for it. */
  readonly blocks: readonly string[];
  readonly waitsFor: readonly string[];
}

export interface LimitStatus {
  readonly tier: string;
  readonly name: string;
  readonly used: number;
  readonly max: number;
  /** Plan-qualified. */
  readonly holders: readonly string[];
}
