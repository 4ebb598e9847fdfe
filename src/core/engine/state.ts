import type { AgentSpec, AttemptConclusion } from '../../shared/attempt.ts';
import type { AttemptCause, Need, WorkCommitted } from './events.ts';
import type { LeaseTable } from './leases.ts';
import type { LimitTable } from './limits.ts';
import type { ObjectId } from './ports.ts';
import type { ReadyQueue } from './readyQueue.ts';
import type { PassiveNode, RunPlan, RunSettings, RunTask, RunVerification } from './runPlan.ts';

/**
 * A run, folded from its journal. `evolve` owns and mutates it; everybody else reads. Indices (ready queue, leases,
 * limits, open dependencies) are part of it, so that neither `evolve` nor `decide` ever scans the tasks.
 */
export interface RunState {
  run: string;
  settings: RunSettings;
  /** Branch of the user's to bring up to what landed, at the end. */
  into: string | null;
  phase: RunPhase;
  /** Why it was stopped or halted. */
  phaseReason: string | null;
  readonly plans: Map<string, PlanState>;
  readonly nodes: Map<string, NodeState>;
  readonly ready: ReadyQueue;
  readonly leases: LeaseTable;
  limits: LimitTable;
  /** Refs of tasks by what the engine has to do with them; a task is in at most one. */
  readonly active: Set<string>;
  readonly settling: Set<string>;
  /** By plan, in the order in which they land. */
  readonly queued: Map<string, Set<string>>;
  /** Entries of merge queues that must not land now. */
  readonly held: Set<string>;
  readonly waiting: Set<string>;
  readonly needing: Set<string>;
  /** VERIFY items that failed: nothing new starts until they are dealt with. */
  readonly holds: Set<string>;
  /** `tree command environment` of every gate command that passed. */
  readonly evidence: Set<string>;
  readonly windows: Map<string, ProviderWindow>;
  readonly freeSlots: string[];
  /** All that the run has; those in `freeSlots` belong to no task. */
  readonly slots: Set<string>;
  budgetExceeded: string | null;
  readonly usage: { inputTokens: number; outputTokens: number; cachedTokens: number; costUsd: number };
  /** How many nodes are in each state. */
  readonly counts: Map<TaskStateName, number>;
  nextReadySeq: number;
  readonly handledCommands: Set<string>;
  lastSeq: number;
  lastAt: number;
  startedAt: number;
  /** When it was over, epoch ms; null while it goes on. */
  overAt: number | null;
  /** From its ends to its resumes, all together. */
  idleMs: number;
  generation: number;
}

/** `draining`: nothing new starts; `stopping`: agents are being interrupted. */
export type RunPhase =
  'running' | 'paused' | 'draining' | 'stopping' | 'stopped' | 'done' | 'failed' | 'halted';

export interface PlanState {
  plan: RunPlan;
  /** Refs of the tasks that are to run, with what they depend on; null: all. */
  only: ReadonlySet<string> | null;
  head: ObjectId;
  landed: number;
  total: number;
  /** Files that each landed task changed: for conflict messages and prompts. */
  readonly landedFiles: Map<string, readonly string[]>;
}

export interface ProviderWindow {
  /** Epoch ms of the reset; starts are allowed again one by one from then on. */
  readonly until: number;
  openedAt: number | null;
}

export interface NodeState {
  ref: string;
  readonly plan: string;
  spec: PassiveNode | RunTask | RunVerification;
  readonly dependsOn: string[];
  readonly dependents: string[];
  /** Those that are not satisfied, and being selected, if it is not. */
  openDependencies: number;
  /** False: left out of the run's selection. */
  selected: boolean;
  status: TaskStatus;
  attempts: Attempt[];
  counters: { repairs: number; transients: number; conflicts: number };
  slot: string | null;
  /** Latest commit of its branch that the engine made or accepted. */
  commit: ObjectId | null;
  /** Integration head that its branch started from. */
  base: ObjectId | null;
  approved: boolean;
  /** A person chose its agent: the plan's word for it does not count any more. */
  reassigned: boolean;
  /** What a person wants it to end as, once its agent has stopped. */
  endAs: 'skipped' | 'cancelled' | 'done' | null;
  /** Who goes on once its present agent has stopped. */
  nextAgent: AgentSpec | null;
  /** Paths that its attempts changed, at most 200, and how many there are. */
  changed: readonly string[];
  changedCount: number;
  /** A person's note for the next attempt. */
  note: string | null;
  /** Place among the ready tasks of its priority; kept over its attempts. */
  readySeq: number | null;
  /** What the next attempt has to deal with. */
  rejection: Rejection | null;
  startedAt: number | null;
  endedAt: number | null;
  /** The last gate commands that were run for it, oldest first. */
  gates: readonly GateRun[];
}

export interface GateRun {
  /** Attempt whose work was judged; 0: none. */
  readonly attempt: number;
  readonly command: string;
  readonly passed: boolean;
  readonly reason: string;
  readonly durationMs: number;
  readonly at: number;
  readonly outputFile: string;
}

export type Rejection =
  | { readonly kind: 'gate'; readonly command: string; readonly reason: string; readonly output: string }
  | {
      readonly kind: 'conflict';
      readonly head: ObjectId;
      readonly files: readonly string[];
      readonly against: readonly string[];
    };

/**
 * ```
 * pending ─ dependencies landed ─> ready ─> preparing ─> running ─> settling ─> queued ─> landed
 *    │                               ^  ^        └──────────────────────┤          │
 *    │ a dependency failed           │  └ until ── waiting <────────────┤          ├─ gate failed ──> ready (repair)
 *    └────────────────────> blocked ─┘             needs-you <──────────┴──────────┴─ conflict ─────> ready (conflict)
 *                            failed, skipped, cancelled: from anywhere above; only a person's retry leads out
 * ```
 */
export type TaskStatus =
  | { readonly name: 'pending' }
  | {
      readonly name: 'ready';
      readonly cause: AttemptCause;
      readonly since: number;
      readonly why: string | null;
    }
  | { readonly name: 'preparing'; readonly attempt: number }
  | { readonly name: 'running'; readonly attempt: number }
  | { readonly name: 'settling'; readonly attempt: number; readonly step: SettlingStep }
  | { readonly name: 'verifying'; readonly commit: ObjectId }
  | {
      readonly name: 'waiting';
      readonly until: number;
      readonly cause: AttemptCause;
      readonly reason: string;
    }
  /** `live`: its agent goes on as soon as it is answered. `request`: id of what is asked, whoever asks. */
  | { readonly name: 'needs-you'; readonly need: Need; readonly live: boolean; readonly request: string }
  | { readonly name: 'queued'; readonly since: number }
  | {
      readonly name: 'landed';
      readonly commit: ObjectId | null;
      readonly gated: boolean;
      readonly why: string | null;
    }
  | { readonly name: 'blocked'; readonly by: string; readonly reason: string }
  | { readonly name: 'failed'; readonly reason: string }
  | { readonly name: 'skipped'; readonly why: string | null }
  | { readonly name: 'cancelled' };

/** The agent is done: its work is to be committed, then judged; or the merge queue gave the task back. */
export type SettlingStep =
  | { readonly kind: 'collect' }
  | { readonly kind: 'judge'; readonly work: WorkCommitted }
  | { readonly kind: 'rejected' };

export type TaskStateName = TaskStatus['name'];

export interface Attempt {
  readonly number: number;
  /** What its task was called when it was made: its folder and its processes are marked so. */
  readonly ref: string;
  /** Name of the profile that works on it. */
  readonly agent: string;
  readonly cause: AttemptCause;
  readonly slot: string;
  readonly startedAt: number;
  /** Generation of the owner that started it. */
  readonly generation: number;
  launch: { readonly start: ObjectId; readonly resolves: ObjectId | null; readonly at: number } | null;
  end: AttemptEnd | null;
  /** Commit of what it left. */
  commit: ObjectId | null;
  /** What was found of its work. */
  verdict: Verdict | null;
}

export interface Verdict {
  readonly kind: 'landed' | 'gate-failed' | 'conflict' | 'sent-back';
  readonly reason: string | null;
}

export interface AttemptEnd extends AttemptConclusion {
  readonly at: number;
}
