import type { AttemptEvent } from '../../shared/attemptEvent.ts';
import type { AttemptMessage, AttemptResult, AttemptSpec } from '../../shared/attempt.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Result } from '../base/result.ts';
import type { JournalEvent } from './events.ts';

/** A commit, tree or blob: 40 or 64 hex digits. */
export type ObjectId = string;

export interface AbortRequest {
  readonly signal?: AbortSignal;
}

/** What happened in a git command that should not have failed: the command, its exit code, its last words. */
export interface GitFault {
  readonly reason: 'git-failed' | 'disk-full' | 'aborted';
  readonly message: string;
}

/**
 * The warm worktrees ("slots") of one repository. A slot is made when first asked for, re-used for ever after, and
 * belongs to one task or gate at a time; who has it is the engine's business. No call touches the user's checkout.
 */
export interface WorktreePort {
  /** Absolute path of a slot's worktree, whether it exists yet or not. */
  pathOf(slot: string): string;
  /** Names of the slots that exist on disk. */
  existing(): Promise<readonly string[]>;
  /**
   * Makes the slot ready for an agent: ends strays of its last attempt, snapshots what is in it, checks out `branch`
   * at `start`, cleans, copies the declared ignored files, runs setup when its inputs changed. Creates or moves the
   * branch only if it is absent or `mayMoveFrom` is its tip (else `branch-moved`).
   */
  prepare(request: PrepareSlot): Promise<Result<PreparedSlot, PrepareFailure>>;
  /** Points the slot's files at `commit` with a detached HEAD, clean, for a gate; set up like `prepare`. */
  checkOut(request: CheckOutSlot): Promise<Result<PreparedSlot, PrepareFailure>>;
  /**
   * Points a slot at `commit` ahead of time, so that a later `prepare` is quick. A hint: it may do nothing.
   */
  warm(slot: string, commit: ObjectId, options?: AbortRequest): Promise<void>;
  /** Commits what the agent left on the task's branch; the commit of the attempt's work. */
  collect(request: CollectWork): Promise<Result<CollectedWork, CollectFailure>>;
  /** Tracked files that differ from HEAD in the slot (after a gate). */
  changedFiles(slot: string): Promise<Result<readonly string[], GitFault>>;
  /** Detaches the slot's HEAD, so that people can check its branch out. Keeps files. */
  release(slot: string): Promise<Result<void, GitFault>>;
}

export interface PrepareSlot extends AbortRequest {
  readonly slot: string;
  readonly branch: string;
  /** Commit to start from: the integration head, or the branch's own tip to go on with earlier work. */
  readonly start: ObjectId;
  /** The tip that the branch may be moved away from; null: the branch must be absent or already at `start`. */
  readonly mayMoveFrom: ObjectId | null;
  /** Marker of the attempt that had the slot last: its strays are ended. */
  readonly previousMarker: string | null;
}

export interface CheckOutSlot extends AbortRequest {
  readonly slot: string;
  readonly commit: ObjectId;
}

export interface PreparedSlot {
  readonly slot: string;
  readonly path: string;
  readonly setupRan: boolean;
  /** Snapshot refs that were written on the way. */
  readonly snapshots: readonly string[];
}

export type PrepareFailure =
  | GitFault
  | { readonly reason: 'branch-moved'; readonly message: string; readonly tip: ObjectId }
  | { readonly reason: 'branch-in-use'; readonly message: string; readonly path: string }
  | {
      readonly reason: 'setup-failed';
      readonly message: string;
      readonly command: string;
      readonly output: string;
    };

export interface CollectWork extends AbortRequest {
  readonly slot: string;
  readonly branch: string;
  /** Commit that the attempt started from; must be an ancestor of the slot's HEAD. */
  readonly base: ObjectId;
  /** Paths that stay as they are in `base` (the plan file), relative to the repository, with `/`. */
  readonly keepAsBase: readonly string[];
  readonly message: CommitMessage;
}

export interface CollectedWork {
  readonly commit: ObjectId;
  readonly tree: ObjectId;
  /** Changed paths against `base`, at most 1,000; `changedCount` is the whole number. */
  readonly changed: readonly string[];
  readonly changedCount: number;
  /** Single files over 10 MB that were left out. */
  readonly tooLarge: readonly string[];
}

export type CollectFailure =
  GitFault | { readonly reason: 'base-lost'; readonly message: string; readonly head: ObjectId };

export interface CommitMessage {
  readonly subject: string;
  readonly body: string;
  /** In order; `Tutti-Plan`, `Tutti-Task`, `Tutti-Run`, `Tutti-Agent`, `Co-authored-by`. */
  readonly trailers: readonly (readonly [key: string, value: string])[];
}

/** The integration branch and the object store. */
export interface HistoryPort {
  /** The commit that a ref, branch or expression names; null when there is none. */
  resolve(revision: string): Promise<ObjectId | null>;
  treeOf(commit: ObjectId): Promise<ObjectId>;
  /** Folder of the worktree, ours or a user's, that has the branch (short name) checked out; null when none has. */
  checkedOutAt(branch: string): Promise<string | null>;
  isAncestor(ancestor: ObjectId, descendant: ObjectId): Promise<boolean>;
  /** Merges in memory; nothing but objects is written. Union and regenerate rules are applied to conflicts. */
  merge(request: MergeTrees): Promise<Result<MergedTree, MergeFailure>>;
  commitTree(tree: ObjectId, parents: readonly ObjectId[], message: CommitMessage): Promise<ObjectId>;
  /**
   * Compare-and-swap of refs in one transaction (`from` null: must not exist; `to` null: delete).
   * Asks `stillOwner` right before and does nothing when it says no.
   */
  updateRefs(updates: readonly RefUpdate[]): Promise<Result<void, RefFailure>>;
  /** Trailers of the commits that are in `branch` and not in `base`, newest first. */
  landings(branch: string, base: ObjectId): Promise<readonly Landing[]>;
  /** Those of `files` that hold conflict markers in `tree`. */
  filesWithMarkers(tree: ObjectId, files: readonly string[]): Promise<readonly string[]>;
  /** `git diff --stat`-like text and the patch, cut at `maxBytes`. */
  describeChange(from: ObjectId, to: ObjectId, maxBytes: number): Promise<string>;
}

export interface MergeTrees extends AbortRequest {
  /** The integration side. */
  readonly ours: ObjectId;
  readonly theirs: ObjectId;
}

export interface MergedTree {
  readonly tree: ObjectId;
  /** Conflicts that a rule settled, as `path (union)` or `path (npm install …)`. */
  readonly settled: readonly string[];
}

export type MergeFailure =
  | GitFault
  | {
      readonly reason: 'conflict';
      readonly files: readonly string[];
      readonly message: string;
      /** The merged tree with conflict markers in these files. */
      readonly tree: ObjectId;
    };

export interface RefUpdate {
  readonly ref: string;
  readonly from: ObjectId | null;
  readonly to: ObjectId | null;
}

export type RefFailure =
  | GitFault
  | { readonly reason: 'ref-moved'; readonly message: string }
  | { readonly reason: 'not-owner'; readonly message: string };

export interface Landing {
  readonly commit: ObjectId;
  readonly plan: string;
  /** Identity of the task (its id, or the hash of an id-less one). */
  readonly task: string;
  readonly run: string;
}

/** Runs gate commands in a folder. */
export interface GatePort {
  /** Same for the same platform, gate variables and setup inputs; part of the key of evidence. */
  environmentHash(): Promise<string>;
  run(request: RunGate): Promise<GateOutcome>;
}

export interface RunGate extends AbortRequest {
  readonly folder: string;
  readonly command: string;
  readonly timeoutMs: number;
  /** File that gets the whole output, up to a limit. */
  readonly outputFile: string;
}

export interface GateOutcome {
  readonly passed: boolean;
  readonly reason: 'passed' | 'exit' | 'timeout' | 'not-found' | 'aborted';
  readonly exitCode: number | null;
  readonly durationMs: number;
  /** First and last part of the output, at most 8,000 characters, with a line that says what was left out. */
  readonly output: string;
}

/** Processes that host attempts; knows attempts by their folder. */
export interface WorkerPort {
  /** Absolute path of an attempt's folder. */
  folderOf(run: string, task: string, attempt: number): string;
  /** Writes spec, prompt and start token, and starts a runner. Resolves when the runner process runs. */
  start(request: StartWorker): Promise<void>;
  /** `unclaimed`: prepared, but no runner has taken the start token yet. */
  stageOf(folder: string): 'absent' | 'unclaimed' | 'claimed' | 'over';
  /** Follows an attempt until its result is there or its process is dead; safe on one that is over. */
  follow(folder: string, listener: WorkerListener): Disposable;
  /** Appends to the attempt's inbox. */
  send(folder: string, message: AttemptMessage): Promise<void>;
  /** Ends what is left of an attempt: runner, descendants, whatever carries its folder as a marker. */
  end(folder: string): Promise<void>;
  /** Starts idle runners, so that the next `start` is quick. A hint. */
  warm(count: number): void;
}

export interface StartWorker {
  readonly folder: string;
  readonly spec: AttemptSpec;
  readonly prompt: string;
  /** Variables of the agent's profile; reach the runner with the start token only. */
  readonly env: Readonly<Record<string, string>>;
}

export interface WorkerListener {
  onEvents(events: readonly AttemptEvent[]): void;
  /** Once. `crashed` is made up here when the process died and left no result. */
  onResult(result: AttemptResult): void;
}

/** The journal of one run. */
export interface JournalPort {
  /** Hands one event to the operating system before it returns. Throws when that fails (disk full). */
  append(event: JournalEvent): void;
  /** Resolves when all that was appended is on the disk; calls in the same moment share one fsync. */
  sync(): Promise<void>;
}

/** Chance as a port. */
export interface Chance {
  /** 0 ≤ random < 1 */
  random(): number;
  uuid(): string;
}
