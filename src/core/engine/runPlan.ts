import type { AgentSpec, AttemptLimits } from '../../shared/attempt.ts';
import type { EdgeReason } from '../graph/graph.ts';
import type { ObjectId } from './ports.ts';

/** One plan of a run, resolved: what the engine plays. It is frozen into the journal by `planAdded`. */
export interface RunPlan {
  readonly name: string;
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly title: string;
  readonly intro: string;
  readonly integrationBranch: string;
  /** Commit at which the integration branch started. */
  readonly base: ObjectId;
  /** Its tip when the plan joined the run; the same as `base` for a new branch. */
  readonly head: ObjectId;
  readonly concurrency: number | null;
  readonly nodes: readonly RunNode[];
  readonly edges: readonly RunEdge[];
  /** Notes for the agents: acceptance criteria and the like. */
  readonly criteria: readonly string[];
  /** In the order of the file; absent in journals of earlier versions. */
  readonly phases?: readonly RunPhaseTitle[];
  /** What it was read from; null or absent in journals of the first version. */
  readonly source?: PlanSource | null;
}

export interface RunPhaseTitle {
  readonly id: string;
  readonly title: string;
}

export interface PlanSource {
  /** Hash of the file's text. */
  readonly digest: string;
  /** Agent that was forced on all of its tasks. */
  readonly forcedAgent: string | null;
}

export interface RunEdge {
  /** Node ids of the same plan. */
  readonly from: string;
  readonly to: string;
  readonly why: EdgeReason;
}

export type RunNode = PassiveNode | RunTask | RunVerification;

/** A barrier or a group: landed as soon as all before it have. */
export interface PassiveNode {
  readonly kind: 'barrier' | 'group';
  readonly id: string;
  readonly title: string;
}

interface WorkNode {
  readonly id: string;
  /** What the task is known by over runs (Plan.Task.identity). */
  readonly identity: string;
  readonly title: string;
  readonly body: string;
  readonly phase: string;
  /** `satisfied`: done, skipped or landed before this run, with the reason. */
  readonly satisfied: string | null;
  /** Commit as which it landed before this run; not there in journals of before this was known. */
  readonly landedAs?: ObjectId | null;
  readonly priority: number;
  /** Position in the plan. */
  readonly order: number;
  /** Milliseconds from its start to the end of the longest path behind it. */
  readonly rank: number;
  readonly estimateMs: number;
  /** True: the plan says none, so `estimateMs` is the default; absent in journals of earlier versions. */
  readonly guessed?: boolean;
  /** Gate commands: of a task what must pass before it lands, of a verification what is run. */
  readonly gate: readonly string[];
}

/** Work for an agent. */
export interface RunTask extends WorkNode {
  readonly kind: 'task';
  readonly branch: string;
  readonly agent: AgentSpec;
  readonly pool: string;
  /** What the plan calls its kind of work; absent: nothing. */
  readonly category?: string;
  readonly limits: AttemptLimits;
  /** Repairs of a failed gate. */
  readonly retries: number;
  readonly review: 'none' | 'auto' | 'human';
  /** A VERIFY item without commands: the agent checks and reports; changing nothing is a success. */
  readonly verification: 'background' | 'blocking' | null;
  readonly leases: readonly Lease[];
}

/** A VERIFY item with commands: they run on the integration head. */
export interface RunVerification extends WorkNode {
  readonly kind: 'verify';
  readonly verification: 'background' | 'blocking';
}

/** Held from the start of an attempt until its task has landed or ended. */
export interface Lease {
  readonly key: string;
  readonly mode: 'shared' | 'exclusive';
}

/** What each attempt may spend. */
export type AttemptBudget = Pick<AttemptLimits, 'maxTurns' | 'maxTokens' | 'maxCostUsd'>;

/** What binds a run; frozen into `runStarted`. */
export interface RunSettings {
  readonly limits: {
    readonly run: number;
    readonly default: number;
    readonly providers: Readonly<Record<string, number>>;
    readonly models: Readonly<Record<string, number>>;
    readonly verification: number;
  };
  readonly pools: Readonly<Record<string, number>>;
  readonly gateTimeoutMs: number;
  readonly budget: { readonly usd: number | null; readonly tokens: number | null };
  /** Of attempts that start from now on; absent: as their plan came with it. */
  readonly attempt?: AttemptBudget;
  /** True when a person can answer while the run goes on. */
  readonly attended: boolean;
}

/** A ref as the name of a file or folder: different refs get different names, whatever their ids hold. */
export function fileNameOf(ref: string): string {
  return ref.replaceAll('/', '+').replace(/[^A-Za-z0-9._+-]/g, (character) => {
    return `%${(character.codePointAt(0) ?? 0).toString(16)}`;
  });
}

/** Plan-qualified name of a task, unique in a run: `auth/2.1`. */
export function refOf(plan: string, id: string): string {
  return `${plan}/${id}`;
}
