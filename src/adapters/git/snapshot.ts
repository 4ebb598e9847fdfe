import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { GitFault, ObjectId } from '../../core/engine/ports.ts';
import { faultOfError } from './gitFault.ts';
import type { GitRunner } from './gitRunner.ts';
import { addToIndex, gitCall, localFiles, readable, splitBySize } from './localFiles.ts';
import type { RefWriter } from './refs.ts';
import { isHeld, updateRefs } from './refs.ts';
import type { Slot } from './slots.ts';

export const snapshotRefs = 'refs/tutti/snapshots/';

export interface TakenSnapshot {
  readonly ref: string;
  /** Paths (latin1) that are not in it: over 10 MB, or repositories of their own. */
  readonly leftOut: readonly string[];
}

/**
 * Writes down what is in a slot under a ref: a commit of the files with untracked ones, whose parents are HEAD and,
 * when the index can be written, a commit of the index. Nothing in the slot changes. The index is a copy, because
 * writing a tree would alter it.
 */
export async function takeSnapshot(
  writer: RefWriter,
  slot: Slot,
  why: string,
): Promise<Result<TakenSnapshot, GitFault>> {
  const indexFile = path.join(slot.gitDir, 'tutti-snapshot-index');
  try {
    await fs.copyFile(path.join(slot.gitDir, 'index'), indexFile).catch(() => undefined);
    return await snapshotWith(writer, slot, { why, indexFile });
  } catch (error) {
    return failure(faultOfError(error));
  } finally {
    await fs.rm(indexFile, { force: true });
  }
}

async function snapshotWith(
  writer: RefWriter,
  slot: Slot,
  { why, indexFile }: { readonly why: string; readonly indexFile: string },
): Promise<Result<TakenSnapshot, GitFault>> {
  const { git } = writer;
  const call = { git, slot, indexFile };
  const head = await headOf(git, slot);
  let files = await localFiles(call);
  if (!files.ok && files.reason === 'git-failed' && head !== null) {
    // The index cannot be read: start from HEAD, so that at least the files are saved.
    await fs.rm(indexFile, { force: true });
    await git.must(['read-tree', head], gitCall(call));
    files = await localFiles(call);
  }
  if (!files.ok) return files;
  const { fit, tooLarge } = await splitBySize(slot, files.value);
  // Fails while files are unmerged; their stages are then not kept, the files are.
  const indexTree = await git.run(['write-tree'], gitCall(call));
  const added = await addToIndex(call, fit);
  if (!added.ok) return added;
  const tree = (await git.must(['write-tree'], gitCall(call))).trim();
  const leftOut = tooLarge.map((file) => file.path);
  const message = snapshotMessage(slot, why, leftOut);
  const parents = head === null ? [] : [head];
  if (indexTree.exitCode === 0) {
    parents.push(
      await commitOf(git, indexTree.stdout.trim(), { parents, message: `Index of slot ${slot.name}\n` }),
    );
  }
  const commit = await commitOf(git, tree, { parents, message });
  const ref = await writeSnapshotRef(writer, slot.name, commit);
  return ref.ok ? success({ ref: ref.value, leftOut }) : ref;
}

/** Keeps a commit that only a moving HEAD or branch leads to; null when something else already does. */
export async function keepCommit(
  writer: RefWriter,
  commit: ObjectId,
  name: string,
): Promise<Result<string | null, GitFault>> {
  const held = await isHeld(writer.git, commit);
  if (!held.ok) return held;
  return held.value ? success(null) : writeSnapshotRef(writer, name, commit);
}

/** `name`: the slot or, with `/` made `-`, the branch that the snapshot is of. */
export async function writeSnapshotRef(
  writer: RefWriter,
  name: string,
  commit: ObjectId,
): Promise<Result<string, GitFault>> {
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').replace('.', '-').slice(0, 19);
  // A name that a ref can have, whatever the branch is called.
  const stem = `${snapshotRefs}${time}-${name.replace(/[^\w-]+/g, '-').slice(0, 100)}`;
  for (let count = 1; ; count += 1) {
    const ref = count === 1 ? stem : `${stem}-${count}`;
    const written = await updateRefs(writer, [{ ref, from: null, to: commit }]);
    if (written.ok) return success(ref);
    if (written.reason === 'not-owner') return failure({ reason: 'aborted', message: written.message });
    // Taken: two in a millisecond.
    if (written.reason === 'ref-moved' && count < 100) continue;
    return failure<GitFault>({
      reason: written.reason === 'disk-full' ? 'disk-full' : 'git-failed',
      message: written.message,
    });
  }
}

async function headOf(git: GitRunner, slot: Slot): Promise<ObjectId | null> {
  const head = await git.run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { cwd: slot.path });
  return head.exitCode === 0 ? head.stdout.trim() : null;
}

/** Snapshots are the product's own notes: they need no identity of the user's. */
async function commitOf(
  git: GitRunner,
  tree: ObjectId,
  { parents, message }: { readonly parents: readonly ObjectId[]; readonly message: string },
): Promise<ObjectId> {
  const env = {
    GIT_AUTHOR_NAME: 'Tutti',
    GIT_AUTHOR_EMAIL: 'tutti@localhost',
    GIT_COMMITTER_NAME: 'Tutti',
    GIT_COMMITTER_EMAIL: 'tutti@localhost',
  };
  const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'];
  return (await git.must(args, { input: message, env })).trim();
}

function snapshotMessage(slot: Slot, why: string, leftOut: readonly string[]): string {
  const list = leftOut
    .slice(0, 50)
    .map((file) => `- ${JSON.stringify(readable(file))}\n`)
    .join('');
  const missing = list === '' ? '' : `\nLeft out (over 10 MB, or a repository of its own):\n${list}`;
  return `Snapshot of slot ${slot.name}: ${why}\n${missing}\nTutti-Slot: ${slot.name}\n`;
}
