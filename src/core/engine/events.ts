import type { AgentSpec, AttemptConclusion } from '../../shared/attempt.ts';
import type { ObjectId } from './ports.ts';
import type {
  AttemptBudget,
  PlanSource,
  RunEdge,
  RunNode,
  RunPhaseTitle,
  RunPlan,
  RunSettings,
} from './runPlan.ts';

/** Version of the journal's format; a reader refuses a newer one. */
export const journalVersion = 2;

/** One line of `journal.ndjson`. `generation` is the lock's: events of an owner that was replaced are dropped. */
export type JournalEvent = Envelope & RunEvent;

export interface Envelope {
  /** 1, 2, 3, … without a gap. */
  readonly seq: number;
  /** Epoch ms. */
  readonly at: number;
  readonly generation: number;
}

/** All that can happen in a run. `task` is plan-qualified (`auth/2.1`). */
export type RunEvent =
  | {
      readonly type: 'runStarted';
      readonly version: number;
      readonly run: string;
      readonly settings: RunSettings;
      /** Branch to bring up to what landed, at the end; null: none. */
      readonly into: string | null;
    }
  /** `only`: ids of the tasks that are to run, with what they depend on; null or absent: all. */
  | { readonly type: 'planAdded'; readonly plan: RunPlan; readonly only?: readonly string[] | null }
  | PlanChanged
  /** The editor gave a task another id, in the plan file as well. */
  | { readonly type: 'taskRenamed'; readonly plan: string; readonly from: string; readonly to: string }
  /** Tasks that are to run, too, with what they depend on, as refs; null: all. */
  | { readonly type: 'tasksSelected'; readonly tasks: readonly string[] | null }
  /** `attempt`: absent in old journals. */
  | {
      readonly type: 'runResumed';
      readonly attended: boolean;
      readonly budget: RunSettings['budget'];
      readonly attempt?: AttemptBudget;
    }
  /** Its owner let go of it while it went on: agents work, nobody listens to them until it is resumed. */
  | { readonly type: 'runDetached' }
  | { readonly type: 'runPaused' }
  | { readonly type: 'runUnpaused' }
  | { readonly type: 'drainRequested' }
  | { readonly type: 'stopRequested'; readonly reason: string }
  | { readonly type: 'runStopped'; readonly reason: string }
  | { readonly type: 'runEnded'; readonly outcome: 'done' | 'failed' }
  | { readonly type: 'runHalted'; readonly reason: string }
  /** A person's words for the next attempt of a task. */
  | { readonly type: 'noteAdded'; readonly task: string; readonly note: string }
  /** A worktree was made ready ahead of time. */
  | { readonly type: 'slotAdded'; readonly slot: string }
  | AttemptStarted
  | AttemptLaunched
  | AttemptEnded
  | WorkCommitted
  | { readonly type: 'mergeQueued'; readonly task: string; readonly commit: ObjectId }
  | { readonly type: 'verificationStarted'; readonly task: string; readonly commit: ObjectId }
  | GateEnded
  | GateRejected
  | MergeConflicted
  | TaskLanded
  | { readonly type: 'taskFailed'; readonly task: string; readonly reason: string }
  | {
      readonly type: 'retryScheduled';
      readonly task: string;
      readonly until: number;
      readonly cause: 'transient' | 'window';
      readonly reason: string;
    }
  | {
      readonly type: 'taskRequeued';
      readonly task: string;
      readonly cause: AttemptCause;
      readonly reason: string;
    }
  | { readonly type: 'windowClosed'; readonly provider: string; readonly until: number }
  | { readonly type: 'windowOpened'; readonly provider: string }
  | { readonly type: 'personNeeded'; readonly task: string; readonly need: Need }
  | { readonly type: 'personAnswered'; readonly task: string; readonly answer: string }
  | { readonly type: 'taskApproved'; readonly task: string }
  | { readonly type: 'taskRetried'; readonly task: string; readonly note: string | null }
  /** A person ends a task whose agent works: it counts once the agent has stopped and its work is committed. */
  | { readonly type: 'endRequested'; readonly task: string; readonly as: 'skipped' | 'cancelled' | 'done' }
  | { readonly type: 'taskSkipped'; readonly task: string }
  | { readonly type: 'taskCancelled'; readonly task: string }
  /** `commit`: of its work, when that is on the integration branch; null: it counts as skipped. */
  | { readonly type: 'taskMarkedDone'; readonly task: string; readonly commit: ObjectId | null }
  /** Counts from its next attempt on. */
  | { readonly type: 'taskReassigned'; readonly task: string; readonly agent: AgentSpec }
  | { readonly type: 'entryHeld'; readonly task: string }
  | { readonly type: 'entryReleased'; readonly task: string }
  /** `place`: from 0, in the merge queue of its plan. */
  | { readonly type: 'entryMoved'; readonly task: string; readonly place: number }
  | {
      readonly type: 'decisionMade';
      readonly task: string | null;
      readonly what: string;
      readonly why: string;
    }
  | { readonly type: 'budgetExceeded'; readonly reason: string }
  | BudgetChanged
  | { readonly type: 'commandAccepted'; readonly id: string; readonly command: string }
  | { readonly type: 'commandRejected'; readonly id: string; readonly reason: string };

/** Why an attempt is made. Only `repair`, `transient` and `conflict` are counted against a bound. */
export type AttemptCause =
  'first' | 'repair' | 'transient' | 'window' | 'conflict' | 'interrupted' | 'retry' | 'review';

/** A person raised or lowered what may be spent; `attempt` counts for those that start from then on. */
export interface BudgetChanged {
  readonly type: 'budgetChanged';
  readonly run: RunSettings['budget'];
  readonly attempt: AttemptBudget;
}

/** The plan's file was edited. Tasks that have started are not in `changed` and `removed`. */
export interface PlanChanged {
  readonly type: 'planChanged';
  readonly plan: string;
  readonly title: string;
  readonly intro: string;
  readonly criteria: readonly string[];
  /** Absent: as they were. */
  readonly phases?: readonly RunPhaseTitle[];
  readonly source: PlanSource | null;
  readonly added: readonly RunNode[];
  readonly changed: readonly RunNode[];
  /** Ids. */
  readonly removed: readonly string[];
  /** Of tasks of which only these have changed. */
  readonly places: readonly (readonly [id: string, order: number, rank: number])[];
  /** All of them; null: as they were. */
  readonly edges: readonly RunEdge[] | null;
}

export interface AttemptStarted {
  readonly type: 'attemptStarted';
  readonly task: string;
  readonly attempt: number;
  readonly cause: AttemptCause;
  readonly slot: string;
}

export interface AttemptLaunched {
  readonly type: 'attemptLaunched';
  readonly task: string;
  readonly attempt: number;
  /** Commit that the slot was checked out at. */
  readonly start: ObjectId;
  /** Integration head whose conflicts with the task's commit are in `start`; null for any other attempt. */
  readonly resolves: ObjectId | null;
}

/** `summary` has at most 500 characters here. */
export interface AttemptEnded extends AttemptConclusion {
  readonly type: 'attemptEnded';
  readonly task: string;
  readonly attempt: number;
}

export interface WorkCommitted {
  readonly type: 'workCommitted';
  readonly task: string;
  readonly attempt: number;
  readonly commit: ObjectId;
  /** False when there is nothing to land. */
  readonly changes: boolean;
  /** At most 50 paths; `changedCount` is the whole number. */
  readonly changed: readonly string[];
  readonly changedCount: number;
  readonly tooLarge: readonly string[];
  /** A conflict was to be resolved and these files still hold markers. */
  readonly unresolved: readonly string[];
}

/** One gate command on one tree. */
export interface GateEnded {
  readonly type: 'gateEnded';
  readonly task: string;
  readonly tree: ObjectId;
  readonly command: string;
  readonly environment: string;
  readonly passed: boolean;
  readonly reason: string;
  readonly durationMs: number;
  /** Relative to the run's folder. */
  readonly outputFile: string;
}

/** Reason of a gate whose program is not there: no agent can repair that. */
export const gateNotFound = 'command not found';

export interface GateRejected {
  readonly type: 'gateRejected';
  readonly task: string;
  readonly command: string;
  readonly reason: string;
  /** Head and tail of the output, at most 8,000 characters. */
  readonly output: string;
}

export interface MergeConflicted {
  readonly type: 'mergeConflicted';
  readonly task: string;
  readonly head: ObjectId;
  readonly files: readonly string[];
  /** Tasks that changed these files on the integration branch since the task's base. */
  readonly against: readonly string[];
}

export interface TaskLanded {
  readonly type: 'taskLanded';
  readonly task: string;
  /** New head of the integration branch; null for a verification. */
  readonly commit: ObjectId | null;
  /** False: no gate is configured. */
  readonly gated: boolean;
  readonly why: string | null;
}

/** What only a person can settle. */
export interface Need {
  readonly kind: 'permission' | 'question' | 'conflict' | 'review' | 'suspicious' | 'budget' | 'branch';
  /** One sentence: what happened and what can be done. */
  readonly message: string;
  /** Request to answer, for `permission` and `question` of a live agent. */
  readonly request: string | null;
  /** Answers that a `question` offers; any other text is one as well. */
  readonly options?: readonly string[];
}
