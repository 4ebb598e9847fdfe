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
  /** The merge queues: plan by plan, in the order in which their entries land. */
  readonly queue: readonly QueueEntryStatus[];
  readonly totals: {
    /** Input and output. */
    readonly tokens: number;
    readonly costUsd: number;
    readonly etaAt: string | null;
    /** 80 % of such runs end between these; absent or null where too little is known of past tasks. */
    readonly etaFrom?: string | null;
    readonly etaTo?: string | null;
    /** By agent: all attempts so far; absent in what earlier versions wrote. */
    readonly attempts?: Readonly<Record<string, number>>;
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
  /** The request that a person has to answer; no two in a repository have the same id. */
  readonly request: {
    readonly id: string;
    readonly kind: string;
    readonly message: string;
    /** Answers that a question offers; any other text is one as well. */
    readonly options?: readonly string[];
  } | null;
  /** What it is known by over edits of the plan: its id, or a hash where the plan gives none. */
  readonly identity: string;
  /** False: the run leaves it out, as only other tasks were asked for. */
  readonly selected: boolean;
  /** The last 10, oldest first. */
  readonly attempts: readonly AttemptStatus[];
  /** The last 6 gate commands that were run for it, oldest first. */
  readonly gates: readonly GateStatus[];
  /** The gate command that runs for it now; null while none does. */
  readonly runningGate?: RunningGate | null;
  /** Of one that is ready: the limits that all need room for it to start, as `tier name`. */
  readonly limits?: readonly string[];
}

/** How one attempt stands, or ended; the words after `landed` name what was the matter with it. */
export type AttemptStateWord =
  | 'preparing'
  | 'running'
  /** Its work is committed; gate, merge queue or a person have the next word. */
  | 'finished'
  | 'landed'
  | 'gate-failed'
  | 'conflict'
  | 'sent-back'
  | 'failed'
  | 'timed-out'
  | 'interrupted'
  | 'crashed'
  | 'transient'
  | 'rate-limited'
  | 'over-budget';

export interface AttemptStatus {
  /** From 1. */
  readonly number: number;
  /** `first`, or why it was made: `repair`, `conflict`, `retry`, … */
  readonly cause: string;
  readonly agent: string;
  readonly model: string | null;
  readonly state: AttemptStateWord;
  /** Why it ended like that; null when the state says all. */
  readonly reason: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly costUsd: number | null;
  /** Commit that it started from; null until its agent was started. */
  readonly base: string | null;
  /** Commit of what it left; null until then. */
  readonly commit: string | null;
  /** Where its transcript is, relative to the run's folder. */
  readonly folder: string;
}

/** One gate command on one tree. */
export interface GateStatus {
  /** Number of the attempt whose work it judged; 0 for a VERIFY command. */
  readonly attempt: number;
  readonly command: string;
  readonly passed: boolean;
  readonly reason: string;
  readonly durationMs: number;
  readonly endedAt: string;
  /** Relative to the run's folder. */
  readonly outputFile: string;
}

export interface RunningGate {
  readonly command: string;
  /** Relative to the run's folder; it grows. */
  readonly outputFile: string;
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

export interface QueueEntryStatus {
  readonly plan: string;
  readonly id: string;
  /** From 1, in the queue of its plan. */
  readonly place: number;
  /** A person keeps it from landing. */
  readonly held: boolean;
  readonly step: 'gate' | 'landing' | null;
  /** When it was queued. */
  readonly since: string;
}

export interface LimitStatus {
  readonly tier: string;
  readonly name: string;
  readonly used: number;
  readonly max: number;
  /** Plan-qualified. */
  readonly holders: readonly string[];
}
