import * as path from 'node:path';
import type { Disposable } from '../../core/base/disposable.ts';
import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { AbortRequest, GitFault, HistoryPort, ObjectId, WorktreePort } from '../../core/engine/ports.ts';
import type { CleanOutcome } from './applyClean.ts';
import { applyClean } from './applyClean.ts';
import { freeDiskBytes } from './freeDisk.ts';
import { gitEnvironment } from './gitEnvironment.ts';
import { GitRunner } from './gitRunner.ts';
import { History } from './history.ts';
import type { MergeRules } from './mergeRules.ts';
import { ObjectReader } from './objectReader.ts';
import type { GitIdentity, RepositoryInfo } from './openRepository.ts';
import type { CleanItem, CleanPlan, InUse } from './planClean.ts';
import { planClean } from './planClean.ts';
import type { RefWriter } from './refs.ts';
import { hashSetup } from './setup.ts';
import { Settler } from './settle.ts';
import { chooseSlotRoot, ensureIgnored } from './slotRoot.ts';
import type { Slot } from './slots.ts';
import { Slots } from './slots.ts';
import type { Restored, RestoreFailure, RestoreTarget, Snapshot } from './snapshots.ts';
import { listSnapshots, restoreAsBranch } from './snapshots.ts';
import { switchSlot } from './switchSlot.ts';
import { TreeWriter } from './treeWriter.ts';
import { Worktrees } from './worktrees.ts';

export interface GitOptions {
  readonly repository: Pick<RepositoryInfo, 'mainWorktree'>;
  readonly worktree: {
    /** Folder of the slots, relative to the main worktree; null: beside the repository. */
    readonly root: string | null;
    readonly setup: readonly string[];
    readonly copy: readonly string[];
    readonly fresh: boolean;
  };
  readonly merge: MergeRules;
  /** Bound of one setup or regenerate command. Default 30 minutes. */
  readonly commandTimeoutMs?: number;
  /** Commits in this name rather than the user's; for repositories without one. */
  readonly identity?: GitIdentity;
  /** Whether this process still owns the repository; asked right before refs change. */
  readonly stillOwner: () => boolean;
}

export interface Git extends Disposable {
  readonly worktrees: WorktreePort;
  readonly history: HistoryPort;
  readonly objects: ObjectReader;
  readonly trees: TreeWriter;
  /** Newest first. */
  listSnapshots(): Promise<readonly Snapshot[]>;
  /** Never into the user's checkout: as a branch `tutti/restored/…`, or into a slot. */
  restoreSnapshot(ref: string, into: RestoreTarget): Promise<Result<Restored, RestoreFailure>>;
  planClean(use: InUse): Promise<CleanPlan>;
  /** `insisted`: kept items that a person wants gone; only those that say that they may be. */
  applyClean(plan: CleanPlan, use: InUse, insisted?: readonly CleanItem[]): Promise<readonly CleanOutcome[]>;
  /** Absolute folder of the slots, and why there. */
  readonly slotRoot: string;
  /** Of the main worktree, for the environment hash of gates. */
  setupHash(): Promise<string>;
  /** Bytes left where slots are made. */
  freeBytes(): Promise<number>;
}

/** Everything that Tutti does with one repository's git. */
export function createGit(options: GitOptions): Git {
  const { mainWorktree } = options.repository;
  const { worktree, stillOwner } = options;
  const timeoutMs = options.commandTimeoutMs ?? 30 * 60_000;
  const git = new GitRunner(mainWorktree, {
    ...gitEnvironment(process.env),
    ...identityOf(options.identity),
  });
  const writer: RefWriter = { git, stillOwner };
  const root = chooseSlotRoot(mainWorktree, worktree.root);
  if (root.why === 'inside') ensureIgnored(path.join(mainWorktree, '.tutti'));
  const slots = new Slots(git, root.folder);
  const settler = new Settler(git, {
    rules: options.merge,
    timeoutMs,
    scratch: (commit, request) => checkOutScratch(writer, slots, { commit, ...request }),
  });
  const worktrees = new Worktrees(writer, slots, {
    checkout: mainWorktree,
    setup: worktree.setup,
    setupTimeoutMs: timeoutMs,
    copy: worktree.copy,
    fresh: worktree.fresh,
  });
  return {
    worktrees,
    history: new History(writer, settler),
    objects: new ObjectReader(git),
    trees: new TreeWriter(git),
    listSnapshots: () => listSnapshots(git),
    restoreSnapshot: (ref, into) =>
      into.kind === 'branch' ? restoreAsBranch(writer, ref) : worktrees.restore(into.slot, ref),
    planClean: (use) => planClean(git, slots, use),
    applyClean: (plan, use, insisted = []) => applyClean(writer, slots, { plan, use, insisted }),
    slotRoot: root.folder,
    setupHash: () => hashSetup(mainWorktree, worktree.setup),
    freeBytes: () => freeDiskBytes(root.folder),
    dispose: () => {
      git.dispose();
    },
  };
}

/** The slot in which conflicting lock files are made anew; nothing in it is anybody's work. */
const scratchSlot = 'merge';

async function checkOutScratch(
  writer: RefWriter,
  slots: Slots,
  { commit, signal }: AbortRequest & { readonly commit: ObjectId },
): Promise<Result<Slot, GitFault>> {
  const slot = await slots.ensure(scratchSlot, commit, signal);
  if (!slot.ok) return slot;
  const switched = await switchSlot(writer, slot.value, {
    target: { commit },
    record: { use: 'gate', setupHash: null, setupOutputs: [], copied: [] },
    knownHead: null,
    fresh: false,
    priority: 'landing',
    signal,
  });
  if (!switched.ok) return failure<GitFault>({ reason: 'git-failed', message: switched.message });
  return success(slot.value);
}

function identityOf(identity: GitIdentity | undefined): NodeJS.ProcessEnv {
  if (identity === undefined) return {};
  return {
    GIT_AUTHOR_NAME: identity.name,
    GIT_AUTHOR_EMAIL: identity.email,
    GIT_COMMITTER_NAME: identity.name,
    GIT_COMMITTER_EMAIL: identity.email,
  };
}
