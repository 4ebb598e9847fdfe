import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { GitFault, ObjectId, PrepareFailure } from '../../core/engine/ports.ts';
import type { ProcessOutcome } from '../process/run.ts';
import { faultOf, faultOfError } from './gitFault.ts';
import type { GitPriority } from './gitRunner.ts';
import { bytesPath, readable } from './localFiles.ts';
import { splitNul } from './parse.ts';
import type { RefWriter } from './refs.ts';
import { readBranch } from './refs.ts';
import type { SlotRecord } from './slotRecord.ts';
import { isOurs } from './slotRecord.ts';
import type { Slot } from './slots.ts';
import { readGitDir, readHead, removeFromGitDir } from './slotState.ts';
import type { TakenSnapshot } from './snapshot.ts';
import { keepCommit, takeSnapshot, writeSnapshotRef } from './snapshot.ts';

/** Where a slot shall be: on a branch, which is made or moved, or detached at a commit. */
export type SlotTarget =
  | { readonly branch: string; readonly start: ObjectId; readonly mayMoveFrom: ObjectId | null }
  | { readonly commit: ObjectId };

export interface SwitchOptions {
  readonly record: SlotRecord;
  /** A commit that HEAD may be detached at without being held by a ref: we put it there. */
  readonly knownHead: ObjectId | null;
  /** Remove ignored files too. */
  readonly fresh: boolean;
  readonly priority: GitPriority;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Points a slot's HEAD and files elsewhere, and leaves them clean but for ignored files; whatever was in it, and would
 * be lost, is in a snapshot first. The refs of the snapshots.
 *
 * The usual slot is clean, and to prove that must cost next to nothing: a checkout without force refuses to touch what
 * would be lost and lists local changes that it carried over, so that an empty list is the proof.
 */
export async function switchSlot(
  writer: RefWriter,
  slot: Slot,
  { target, ...options }: SwitchOptions & { readonly target: SlotTarget },
): Promise<Result<readonly string[], PrepareFailure>> {
  try {
    return await new Switch(writer, slot, options).to(target);
  } catch (error) {
    return failure(faultOfError(error));
  }
}

class Switch {
  readonly #writer: RefWriter;
  readonly #slot: Slot;
  readonly #options: SwitchOptions;
  readonly #snapshots: string[] = [];
  #saved = false;

  constructor(writer: RefWriter, slot: Slot, options: SwitchOptions) {
    this.#writer = writer;
    this.#slot = slot;
    this.#options = options;
  }

  async to(target: SlotTarget): Promise<Result<readonly string[], PrepareFailure>> {
    const { hasIndex, locks, unfinished } = await readGitDir(this.#slot);
    await removeFromGitDir(this.#slot, locks);
    const held = await this.#holdHead('branch' in target ? target.start : target.commit);
    if (!held.ok) return held;

    const gentle = hasIndex && unfinished.length === 0;
    // A branch that should be new is simply made; only when that fails is it worth a look.
    let outcome = gentle && isNew(target) ? await this.#checkOut(target, ['-b']) : null;
    if (outcome === null || outcome.exitCode !== 0) {
      const allowed = await this.#mayTake(target);
      if (!allowed.ok) return allowed;
      outcome = gentle ? await this.#checkOut(target, ['-B']) : null;
    }
    if (outcome?.reason === 'aborted') return failure(faultOf(['checkout'], outcome));
    if (outcome === null || outcome.exitCode !== 0 || outcome.stdout !== '') {
      const forced = await this.#force(target, { unfinished, nothingThere: !hasIndex });
      if (!forced.ok) return forced;
    }
    // A new slot has nothing but what git has just put there.
    const cleaned = hasIndex ? await this.#clean() : success(undefined);
    return cleaned.ok ? success(this.#snapshots) : cleaned;
  }

  /** A detached HEAD may be all that leads to an agent's commits. */
  async #holdHead(place: ObjectId): Promise<Result<void, GitFault>> {
    if (this.#options.record.use === 'gate') return success(undefined);
    const head = await readHead(this.#writer.git, this.#slot);
    if ('branch' in head || head.commit === this.#options.knownHead) return success(undefined);
    // A new slot: what it goes to leads to where it is.
    if (head.commit === place) return success(undefined);
    return this.#keep(head.commit, this.#slot.name);
  }

  async #keep(commit: ObjectId, name: string): Promise<Result<void, GitFault>> {
    const kept = await keepCommit(this.#writer, commit, name);
    if (!kept.ok) return kept;
    if (kept.value !== null) this.#snapshots.push(kept.value);
    return success(undefined);
  }

  /** Whether the branch may be made or moved; its old tip is in a snapshot when only the branch leads to it. */
  async #mayTake(target: SlotTarget): Promise<Result<void, PrepareFailure>> {
    if (!('branch' in target)) return success(undefined);
    const { git } = this.#writer;
    const found = await readBranch(git, target.branch);
    if (!found.ok) return found;
    if (found.value === null) return success(undefined);
    const { tip, path: usedBy } = found.value;
    if (usedBy !== null && !(await isSameFolder(usedBy, this.#slot.path))) {
      const message = `branch ${target.branch} is checked out in ${usedBy}`;
      return failure({ reason: 'branch-in-use', message, path: usedBy } as const);
    }
    if (tip === target.start) return success(undefined);
    if (tip !== target.mayMoveFrom) {
      const message = `branch ${target.branch} exists and is at ${tip.slice(0, 10)}, where this run did not put it`;
      return failure({ reason: 'branch-moved', message, tip } as const);
    }
    const args = ['merge-base', '--is-ancestor', tip, target.start];
    const ancestor = await git.run(args);
    if (ancestor.exitCode === 0) return success(undefined);
    if (ancestor.exitCode !== 1) return failure(faultOf(args, ancestor));
    const kept = await writeSnapshotRef(this.#writer, target.branch, tip);
    if (!kept.ok) return kept;
    this.#snapshots.push(kept.value);
    return success(undefined);
  }

  #checkOut(target: SlotTarget, how: readonly ('-b' | '-B' | '--force')[]): Promise<ProcessOutcome> {
    const { priority, signal } = this.#options;
    const place = 'branch' in target ? [target.branch, target.start] : [target.commit];
    const args = ['checkout', ...('branch' in target ? how : [...how.filter(isForce), '--detach']), ...place];
    return this.#writer.git.run([...args, '--'], { cwd: this.#slot.path, priority, signal });
  }

  async #force(
    target: SlotTarget,
    state: { readonly unfinished: readonly string[]; readonly nothingThere: boolean },
  ): Promise<Result<void, GitFault>> {
    if (!state.nothingThere) {
      const saved = await this.#save('local changes when it was used again');
      if (!saved.ok) return saved;
    }
    await removeFromGitDir(this.#slot, state.unfinished);
    let outcome = await this.#checkOut(target, ['--force', '-B']);
    if (outcome.exitCode === 128 && !state.nothingThere) {
      // An index that cannot be read; its files are in the snapshot.
      await removeFromGitDir(this.#slot, ['index']);
      outcome = await this.#checkOut(target, ['--force', '-B']);
    }
    const fine = outcome.reason === 'exited' && outcome.exitCode === 0;
    return fine ? success(undefined) : failure(faultOf(['checkout', '--force'], outcome));
  }

  /** Removes what is untracked now, and was not put there by us. */
  async #clean(): Promise<Result<void, GitFault>> {
    const { git } = this.#writer;
    const { record, fresh, signal, priority } = this.#options;
    const call = { cwd: this.#slot.path, signal, priority, encoding: 'latin1' } as const;
    const listed = await git.text(['ls-files', '--others', '--exclude-standard', '-z'], call);
    if (!listed.ok) return listed;
    const strange = splitNul(listed.value).some((file) => !isOurs(record, file));
    if (strange) {
      const saved = await this.#save('untracked files when it was used again');
      if (!saved.ok) return saved;
    }
    if (!strange && !fresh) return success(undefined);
    const keep = fresh ? [] : record.setupOutputs.flatMap((output) => ['-e', literalPattern(output)]);
    const cleaned = await git.text(['clean', '-ffdq', ...(fresh ? ['-x'] : keep)], call);
    return cleaned.ok ? success(undefined) : cleaned;
  }

  /** What a gate leaves is nobody's work and not worth a snapshot each time. */
  async #save(why: string): Promise<Result<void, GitFault>> {
    if (this.#saved || this.#options.record.use === 'gate') return success(undefined);
    const taken = await takeSnapshot(this.#writer, this.#slot, why);
    if (!taken.ok) return taken;
    this.#saved = true;
    this.#snapshots.push(taken.value.ref);
    await setAside(this.#slot, taken.value);
    return success(undefined);
  }
}

/** Moves what a snapshot cannot hold out of the slot, to `.kept/<snapshot>/` beside the slots, rather than lose it. */
async function setAside(slot: Slot, { ref, leftOut }: TakenSnapshot): Promise<void> {
  const folder = path.join(path.dirname(slot.path), '.kept', path.basename(ref));
  for (const file of leftOut) {
    const target = path.join(folder, readable(file));
    await fs.mkdir(path.dirname(target), { recursive: true });
    await fs.rename(bytesPath(slot, file.replace(/\/$/, '')), target.replace(/\/$/, ''));
  }
}

async function isSameFolder(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map((folder) => fs.realpath(folder).catch(() => folder)),
  );
  return first === second;
}

function isNew(target: SlotTarget): boolean {
  return 'branch' in target && target.mayMoveFrom === null;
}

function isForce(flag: string): boolean {
  return flag === '--force';
}

/** A path as a pattern of gitignore that matches nothing else. */
function literalPattern(file: string): string {
  return `/${file.replace(/[\\*?[\]! #]/g, '\\$&')}`;
}
