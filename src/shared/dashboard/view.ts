import type { Activity } from '../activity.ts';
import type {
  AttemptStatus,
  GateStatus,
  QueueEntryStatus,
  RunStateWord,
  TaskStateWord,
  WorkerStatus,
} from '../status.ts';

/**
 * All that the dashboard shows, at one moment: of a run, or of a plan before its first run. Times are epoch ms,
 * durations ms; `ref` is `plan/id`. Null means "not known": the page says "no data", and makes nothing up.
 */
export interface DashboardView {
  readonly header: HeaderView;
  readonly structure: StructureView;
  /** One for each node of the structure that is no barrier, in the same order. */
  readonly tasks: readonly TaskCard[];
  /** Of the tasks that have a past, in the order of `tasks`. */
  readonly timeline: readonly TaskSpans[];
  /** Null also when the run does not go on. */
  readonly forecast: ForecastView | null;
  /** Planned against actual; it stays when the run is over. */
  readonly phases: readonly PhaseForecast[];
  readonly metrics: MetricsView;
  readonly workers: readonly WorkerStatus[];
  /** The merge queues: plan by plan, in the order in which their entries land. */
  readonly queue: readonly QueueEntryStatus[];
  /** Newest first, at most 100. */
  readonly activity: readonly Activity[];
}

export interface HeaderView {
  /** Of the run; null before the first. */
  readonly run: string | null;
  readonly state: RunStateWord | 'idle';
  /** Why it stopped or halted. */
  readonly reason: string | null;
  readonly plans: readonly {
    readonly name: string;
    readonly path: string;
    readonly landed: number;
    readonly total: number;
  }[];
  readonly landed: number;
  readonly total: number;
  readonly startedAt: number | null;
  /** When it was over; null while it goes on. */
  readonly endedAt: number | null;
  readonly eta: EtaView | null;
  /** Input and output. */
  readonly tokens: number;
  readonly costUsd: number;
  readonly budgetUsd: number | null;
  /** How many tasks are in each state; states without one are left out. */
  readonly counts: Readonly<Partial<Record<TaskStateWord, number>>>;
  /** What can be done with the run now. */
  readonly controls: readonly RunControl[];
}

export type RunControl = 'run' | 'pause' | 'resume' | 'drain' | 'stop';

/** When everything should have landed: the expected moment and, where pasts are known, an 80 % interval. */
export interface EtaView {
  readonly at: number;
  readonly earliest: number | null;
  readonly latest: number | null;
}

/** The order of the plans. It changes only when a plan does: what depends on it alone may be kept until then. */
export interface StructureView {
  /** Another one for another structure. */
  readonly version: number;
  readonly phases: readonly PhaseGroup[];
  readonly nodes: readonly StructureNode[];
  /** Point from what must land first; barriers included. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly why: string }[];
  /** Predicted conflicts: tasks that may run together and share files. At most 1,000. */
  readonly overlaps: readonly {
    readonly tasks: readonly [string, string];
    readonly files: readonly string[];
  }[];
  /** Refs on the longest path by the plan's own estimates, in order: what counts where there is no forecast. */
  readonly criticalPath: readonly string[];
}

export interface PhaseGroup {
  /** `plan/phase` */
  readonly ref: string;
  readonly plan: string;
  readonly id: string;
  readonly title: string;
}

export interface StructureNode {
  readonly ref: string;
  readonly id: string;
  /** Ref of its phase; null for a barrier. */
  readonly phase: string | null;
  /** A `barrier` does no work: it is passed when all before it have landed. So is a `group`. */
  readonly kind: 'task' | 'group' | 'verify' | 'barrier';
  readonly title: string;
}

/** One task as it is now. */
export interface TaskCard {
  readonly ref: string;
  readonly state: TaskStateWord;
  /** True while its gate runs. */
  readonly gate: boolean;
  /** Landed without a gate: nothing has verified it. */
  readonly ungated: boolean;
  /** A person keeps it from landing. */
  readonly held: boolean;
  /** What it waits for, why it failed, what it needs. */
  readonly why: string | null;
  /** Refs of the open tasks that it waits for: the first 20. */
  readonly blockers: readonly string[];
  readonly agent: string | null;
  readonly model: string | null;
  /** Number of its latest attempt; 0 before the first. */
  readonly attempt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** 0 to 1, as the agent told it. */
  readonly progress: number | null;
  readonly health: WorkerStatus['health'] | null;
  /** What its agent did last, in a few words. */
  readonly doing: string | null;
  readonly contextUsed: number | null;
  readonly tokens: number;
  readonly costUsd: number | null;
  readonly filesChanged: number;
}

export type SpanKind = 'waiting' | 'setup' | 'running' | 'gate' | 'merge' | 'needs-you';

/** What a task did from when to when, without a gap from the first to the last. */
export interface TaskSpans {
  readonly ref: string;
  readonly spans: readonly Span[];
}

export interface Span {
  readonly kind: SpanKind;
  readonly from: number;
  /** Null while it goes on. */
  readonly to: number | null;
  /** Number of the attempt; 0 outside of one. */
  readonly attempt: number;
  /** Worktree that it was in. */
  readonly slot: string | null;
  /** What a wait was for: `provider anthropic`, `rate limit`, `pause`, …; how a gate ended. */
  readonly why: string | null;
}

/** What is left of a run, or all of a plan, by the one simulation with the engine's own rules. */
export interface ForecastView {
  /** From now on. */
  readonly wallMs: Interval;
  /** Of all tasks one after the other. */
  readonly sequentialMs: number;
  readonly criticalPathMs: number;
  /** Refs on the longest path of what is left, in order. */
  readonly criticalPath: readonly string[];
  /** Highest number of tasks at work at once. */
  readonly peak: number;
  /** Share of the slots that is in use over the wall time, 0 to 1. */
  readonly utilization: number;
  /** The limit that most of the waiting was for. */
  readonly bindingLimit: string | null;
  readonly costUsd: Interval | null;
  readonly tasks: readonly TaskForecast[];
  /** What one more slot of a limit would save: `one more anthropic slot: -6 min`. At most 3. */
  readonly hints: readonly string[];
}

/** The expected value, and where known the 10th and the 90th percentile. */
export interface Interval {
  readonly expected: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface PhaseForecast {
  /** Its ref. */
  readonly phase: string;
  /** Of its tasks one after the other, by estimate. */
  readonly plannedMs: number;
  /** What its tasks took so far. */
  readonly actualMs: number;
}

export interface TaskForecast {
  readonly ref: string;
  readonly startAt: number;
  readonly endAt: number;
  /** By how much it may take longer without making the whole later. */
  readonly slackMs: number;
  /** Where the estimate comes from: `declared`, `default`, or a past (`12 past tasks of claude`), with its past error. */
  readonly basis: string;
}

export interface MetricsView {
  readonly figures: readonly Figure[];
  readonly charts: readonly ChartView[];
  /** One sentence each, by the rule that the page states. */
  readonly anomalies: readonly string[];
}

/** One number with its name, formatted: `Throughput`, `14 tasks an hour`. `value` null: no data. */
export interface Figure {
  readonly id: string;
  readonly label: string;
  readonly value: string | null;
  /** Where it comes from, or against what. */
  readonly note: string | null;
}

/** Everything that a chart, its table and its exports need. */
export interface ChartView {
  readonly id: string;
  readonly title: string;
  readonly kind: 'line' | 'steps' | 'bars';
  /** Of the values: `ms`, `%`, `USD`, `tokens`, or empty. */
  readonly unit: 'ms' | '%' | 'USD' | 'tokens' | 'MB' | '';
  /** Epoch ms, ascending, or names of the bars. */
  readonly x:
    | { readonly kind: 'time'; readonly at: readonly number[] }
    | { readonly kind: 'names'; readonly names: readonly string[] };
  /** As long as `x`; null is a gap. */
  readonly series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
  /** Horizontal lines, such as 70 % and 80 %. */
  readonly marks: readonly { readonly value: number; readonly label: string }[];
  /** One sentence on how it is made, or on what is missing. */
  readonly note: string | null;
}

/** All about one task: what the drawer shows. */
export interface TaskDetail {
  readonly ref: string;
  readonly attempts: readonly AttemptStatus[];
  readonly gates: readonly GateStatus[];
  /** Paths that it changed, at most 200, and how many there are. */
  readonly files: readonly string[];
  readonly filesChanged: number;
  /** Newest first, at most 50. */
  readonly activity: readonly Activity[];
  readonly branch: string | null;
  readonly worktree: string | null;
  /** Id of the request that it waits with for a person; what is done about it is meant for no other. */
  readonly request: string | null;
  /** What can be done with it now; empty on a page that only shows. */
  readonly actions: readonly TaskAction[];
}

export type TaskAction =
  | 'run'
  | 'retry'
  | 'skip'
  | 'cancel'
  | 'markDone'
  | 'hold'
  | 'release'
  | 'landNow'
  | 'approve'
  | 'deny'
  /** Asks for a text. */
  | 'answer'
  | 'showTerminal'
  | 'showChanges'
  | 'showTranscript'
  | 'revealInPlan';
