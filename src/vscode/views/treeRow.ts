/**
 * The rows of the four views: what a row stands for, never how it looks. Commands get them as arguments; every row
 * of a task is also a `TaskArgument`. A row is the same object for as long as it is shown.
 */
export type TreeRow =
  | FolderRow
  | PlanRow
  | PhaseRow
  | TaskRow
  | AttemptRow
  | GateRow
  | PoolRow
  | WorkerRow
  | QueueEntryRow
  | ConflictRow
  | ActivityRow;

/** What a command needs to know of a task; lenses and links give it as well. */
export interface TaskArgument {
  /** Of the workspace folder: `uri.toString()`. */
  readonly folder: string;
  /** Name of the plan as its file has it; a run that plays it beside an earlier branch has its own name for it. */
  readonly plan: string;
  readonly task: string;
  /** Id of the request that was shown with it: no other one is to be answered. */
  readonly request?: string | null;
}

interface Row<Kind extends string> {
  readonly kind: Kind;
  /** Unique in its view, and stable: `TreeItem.id`. */
  readonly key: string;
  /** Of the workspace folder: `uri.toString()`. */
  readonly folder: string;
}

interface OfPlan {
  readonly plan: string;
  /** Of the plan file: `uri.toString()`. */
  readonly uri: string;
}

interface OfTask extends OfPlan {
  readonly task: string;
}

/** Only with more than one folder. */
export type FolderRow = Row<'folder'>;
export type PlanRow = Row<'plan'> & OfPlan;
export type PhaseRow = Row<'phase'> & OfPlan & { readonly phase: string };
/** A task, a group of tasks, or a verification. */
export type TaskRow = Row<'task'> & OfTask;
export type AttemptRow = Row<'attempt'> & OfTask & { readonly attempt: number };
/** One gate command of an attempt. */
export type GateRow = Row<'gate'> & OfTask & { readonly attempt: number; readonly command: string };
export type PoolRow = Row<'pool'> & { readonly pool: string };
/** A live attempt. */
export type WorkerRow = Row<'worker'> & OfTask & { readonly pool: string; readonly attempt: number };
export type QueueEntryRow = Row<'queueEntry'> & OfTask;
/** A task whose work conflicts; it stands below the entries of the queue. */
export type ConflictRow = Row<'conflict'> & OfTask;
/** `seq` is the event's number in the run's journal. */
export type ActivityRow = Row<'activity'> & {
  readonly seq: number;
  /** `plan/id` in the run; null when it is about the run. */
  readonly ref: string | null;
};

const kinds: ReadonlySet<unknown> = new Set<TreeRow['kind']>([
  'folder',
  'plan',
  'phase',
  'task',
  'attempt',
  'gate',
  'pool',
  'worker',
  'queueEntry',
  'conflict',
  'activity',
]);

/** Tells a row of a view among the arguments of a command. */
export function isTreeRow(value: unknown): value is TreeRow {
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.has(value.kind);
}

/** A row, a lens or a link that is about one task. */
export function isTaskArgument(value: unknown): value is TaskArgument {
  if (typeof value !== 'object' || value === null) return false;
  return ['folder', 'plan', 'task'].every((key) => typeof Reflect.get(value, key) === 'string');
}

/**
 * `contextValue`: tokens for when-clauses such as `viewItem =~ /\bfailed\b/`; those that are false are left out.
 *
 *     folder
 *     plan        hasRun
 *     phase       open (something of it is not done)
 *     task        <state> group|verify stuck gate held hasRun hasBranch hasWorktree hasAttempts hasChanges, and of
 *                 needs-you what it needs: permission|question|conflict|review|suspicious|budget|branch
 *     attempt     running, or its outcome; hasCommit
 *     gate        passed|failed hasOutput
 *     pool
 *     worker      healthy|slow|stuck
 *     queueEntry  queued|landing held gate first last
 *     conflict
 *     activity    hasTask decision
 */
export function contextValue(...tokens: readonly (string | false)[]): string {
  return tokens.filter((token) => token !== false).join(' ');
}
