import * as path from 'node:path';
import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type {
  AbortRequest,
  CheckOutSlot,
  CollectedWork,
  CollectFailure,
  CollectWork,
  GitFault,
  ObjectId,
  PreparedSlot,
  PrepareFailure,
  PrepareSlot,
  WorktreePort,
} from '../../core/engine/ports.ts';
import { endMarked } from '../process/terminate.ts';
import { collectWork } from './collect.ts';
import { copyInto, findIgnored, worktreeIncludeFiles } from './copyIgnored.ts';
import { faultOfError } from './gitFault.ts';
import type { GitPriority } from './gitRunner.ts';
import { splitNul } from './parse.ts';
import { detachHead, headOf, type RefWriter } from './refs.ts';
import { runSetup } from './setup.ts';
import { SlotRecords } from './slotRecord.ts';
import type { Slot, Slots } from './slots.ts';
import type { Restored, RestoreFailure } from './snapshots.ts';
import { fillSlot, readSnapshot } from './snapshots.ts';
import { indexMark, readHead } from './slotState.ts';
import type { SlotTarget } from './switchSlot.ts';
import { switchSlot } from './switchSlot.ts';

export interface WorktreeOptions {
  /** The user's checkout, where ignored files are copied from. */
  readonly checkout: string;
  readonly setup: readonly string[];
  readonly setupTimeoutMs: number;
  /** Globs of ignored files to copy, beside those of VS Code's `git.worktreeIncludeFiles`. */
  readonly copy: readonly string[];
  /** Remove ignored files at each use, and set up anew. */
  readonly fresh: boolean;
}

interface SlotUse extends AbortRequest {
  readonly target: SlotTarget;
  readonly use: 'task' | 'gate';
  readonly priority: GitPriority;
}

/** The warm worktrees of a repository; see `WorktreePort`. */
export class Worktrees implements WorktreePort {
  readonly #writer: RefWriter;
  readonly #slots: Slots;
  readonly #options: WorktreeOptions;
  readonly #records = new SlotRecords();
  /** Commits at which we detached HEAD: no ref need lead to them. */
  readonly #detachedAt = new Map<string, ObjectId>();
  /** `indexMark` of each slot as it was when it was last prepared. */
  readonly #preparedIndexes = new Map<string, string | null>();
  /** Slots that we left clean, so that `warm` may touch them. */
  readonly #clean = new Set<string>();
  /** One thing at a time in a slot. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #ignored: Promise<Result<readonly string[], GitFault>> | null = null;

  constructor(writer: RefWriter, slots: Slots, options: WorktreeOptions) {
    this.#writer = writer;
    this.#slots = slots;
    this.#options = options;
  }

  pathOf(slot: string): string {
    return this.#slots.pathOf(slot);
  }

  existing(): Promise<readonly string[]> {
    return this.#slots.existing();
  }

  prepare(request: PrepareSlot): Promise<Result<PreparedSlot, PrepareFailure>> {
    const { branch, start, mayMoveFrom, signal } = request;
    return this.#inTurn(request.slot, async () => {
      if (request.previousMarker !== null) await endMarked(request.previousMarker, { graceMs: 2_000 });
      const slot = await this.#slots.ensure(request.slot, start, signal);
      if (!slot.ok) return slot;
      const target = { branch, start, mayMoveFrom };
      return this.#use(slot.value, { target, use: 'task', priority: 'start', ...abortOf(signal) });
    });
  }

  checkOut({ slot, commit, signal }: CheckOutSlot): Promise<Result<PreparedSlot, PrepareFailure>> {
    return this.#inTurn(slot, async () => {
      const found = await this.#slots.ensure(slot, commit, signal);
      if (!found.ok) return found;
      return this.#use(found.value, {
        target: { commit },
        use: 'gate',
        priority: 'landing',
        ...abortOf(signal),
      });
    });
  }

  async warm(slot: string, commit: ObjectId, options: AbortRequest = {}): Promise<void> {
    await this.#inTurn<PreparedSlot | null, PrepareFailure>(slot, async () => {
      const there = await this.#slots.find(slot);
      if (there !== null && !this.#clean.has(slot)) return success(null);
      const found = await this.#slots.ensure(slot, commit, options.signal);
      if (!found.ok) return found;
      const { use } = await this.#records.read(found.value);
      return this.#use(found.value, {
        target: { commit },
        use,
        priority: 'hint',
        ...abortOf(options.signal),
      });
    });
    // A hint: what went wrong is met again, and reported, by whoever needs the slot.
  }

  collect(request: CollectWork): Promise<Result<CollectedWork, CollectFailure>> {
    return this.#inTurn<CollectedWork, CollectFailure>(request.slot, async () => {
      const slot = await this.#must(request.slot);
      if (!slot.ok) return slot;
      const record = await this.#records.read(slot.value);
      const preparedIndex = this.#preparedIndexes.get(request.slot) ?? null;
      const collected = await collectWork(this.#writer, slot.value, { ...request, record, preparedIndex });
      if (collected.ok) this.#clean.add(request.slot);
      return collected;
    });
  }

  changedFiles(name: string): Promise<Result<readonly string[], GitFault>> {
    return this.#inTurn<readonly string[], GitFault>(name, async () => {
      const slot = await this.#must(name);
      if (!slot.ok) return slot;
      const args = ['status', '--porcelain', '--untracked-files=no', '--no-renames', '-z'];
      const status = await this.#writer.git.text(args, { cwd: slot.value.path });
      return status.ok ? success(splitNul(status.value).map((item) => item.slice(3))) : status;
    });
  }

  release(name: string): Promise<Result<void, GitFault>> {
    return this.#inTurn(name, async (): Promise<Result<void, GitFault>> => {
      const slot = await this.#must(name);
      if (!slot.ok) return slot;
      if (!('branch' in (await readHead(this.#writer.git, slot.value)))) return success(undefined);
      const worktree = path.basename(slot.value.gitDir);
      const commit = await this.#writer.git.lookup(headOf(worktree));
      if (commit === null)
        return failure<GitFault>({ reason: 'git-failed', message: `slot ${name} has no commit checked out` });
      // Not `checkout --detach`, which looks at every file.
      const detached = await detachHead(this.#writer, worktree, commit);
      if (!detached.ok) return failure<GitFault>({ reason: 'git-failed', message: detached.message });
      this.#detachedAt.set(name, commit);
      return success(undefined);
    });
  }

  /** Puts a snapshot's files and index into a slot; what was in it is in a snapshot of its own first. */
  restore(name: string, ref: string): Promise<Result<Restored, RestoreFailure>> {
    return this.#inTurn<Restored, RestoreFailure>(name, async () => {
      const plan = await readSnapshot(this.#writer.git, ref);
      if (!plan.ok) return plan;
      const slot = await this.#slots.ensure(name, plan.value.head);
      if (!slot.ok) return slot;
      const use = { target: { commit: plan.value.head }, use: 'task', priority: 'normal' } as const;
      const used = await this.#use(slot.value, use);
      this.#clean.delete(name);
      if (!used.ok) return failure<GitFault>({ reason: 'git-failed', message: used.message });
      const filled = await fillSlot(this.#writer.git, slot.value, plan.value);
      return filled.ok ? success({ place: slot.value.path, commit: plan.value.commit }) : filled;
    });
  }

  async #use(slot: Slot, use: SlotUse): Promise<Result<PreparedSlot, PrepareFailure>> {
    const record = await this.#records.read(slot);
    const wasClean = this.#clean.delete(slot.name);
    const switched = await switchSlot(this.#writer, slot, {
      target: use.target,
      record,
      knownHead: this.#detachedAt.get(slot.name) ?? null,
      fresh: this.#options.fresh && !(wasClean && use.priority === 'hint'),
      priority: use.priority,
      signal: use.signal,
    });
    this.#detachedAt.delete(slot.name);
    if (!switched.ok) return switched;
    if ('commit' in use.target) this.#detachedAt.set(slot.name, use.target.commit);
    await this.#records.update(slot, { use: use.use });
    const prepared = await this.#outfit(slot, switched.value, use);
    if (prepared.ok && prepared.value.setupRan) {
      // What setup did to tracked files would pass for the agent's work, or fail the gate.
      const args = ['checkout', '--force', '--quiet'];
      const undone = await this.#writer.git.text(args, { cwd: slot.path, signal: use.signal });
      if (!undone.ok) return undone;
    }
    if (prepared.ok && 'commit' in use.target) this.#clean.add(slot.name);
    this.#preparedIndexes.set(slot.name, await indexMark(slot));
    return prepared;
  }

  /** Copies and setup: what the commit does not bring. */
  async #outfit(
    slot: Slot,
    snapshots: readonly string[],
    { signal }: AbortRequest,
  ): Promise<Result<PreparedSlot, PrepareFailure>> {
    const { checkout, setup, setupTimeoutMs, fresh } = this.#options;
    const files = await (this.#ignored ??= this.#findIgnored());
    if (!files.ok) return files;
    if (files.value.length > 0) {
      const { copied: before } = await this.#records.read(slot);
      const copied = await copyInto(slot, checkout, { files: files.value, before });
      if (!copied.ok) return copied;
      await this.#records.update(slot, { copied: copied.value });
    }
    const ran = await runSetup({ git: this.#writer.git, records: this.#records }, slot, {
      commands: setup,
      timeoutMs: setupTimeoutMs,
      always: fresh,
      ...abortOf(signal),
    });
    if (!ran.ok) return ran;
    return success({ slot: slot.name, path: slot.path, setupRan: ran.value, snapshots });
  }

  async #findIgnored(): Promise<Result<readonly string[], GitFault>> {
    const { checkout, copy } = this.#options;
    const globs = [...copy, ...(await worktreeIncludeFiles(checkout))];
    return findIgnored(this.#writer.git, checkout, globs);
  }

  async #must(name: string): Promise<Result<Slot, GitFault>> {
    const slot = await this.#slots.find(name);
    if (slot !== null) return success(slot);
    const message = `slot ${name} is gone: ${this.#slots.pathOf(name)} is not a worktree`;
    return failure<GitFault>({ reason: 'git-failed', message });
  }

  async #inTurn<Value, Failure extends { readonly reason: string }>(
    slot: string,
    act: () => Promise<Result<Value, Failure | GitFault>>,
  ): Promise<Result<Value, Failure | GitFault>> {
    const turn = (this.#turns.get(slot) ?? Promise.resolve()).then(act).catch((error: unknown) => {
      return failure(faultOfError(error));
    });
    this.#turns.set(slot, turn);
    const result = await turn;
    if (this.#turns.get(slot) === turn) this.#turns.delete(slot);
    return result;
  }
}

function abortOf(signal: AbortSignal | undefined): AbortRequest {
  return signal === undefined ? {} : { signal };
}
