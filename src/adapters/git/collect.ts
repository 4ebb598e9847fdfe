import * as path from 'node:path';
import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type {
  CollectedWork,
  CollectFailure,
  CollectWork,
  GitFault,
  ObjectId,
  RefUpdate,
} from '../../core/engine/ports.ts';
import { commitTree } from './commitTree.ts';
import { faultOf } from './gitFault.ts';
import type { LocalFile } from './parse.ts';
import { parseTreeChanges } from './parse.ts';
import type { SlotCall } from './localFiles.ts';
import { addToIndex, gitCall, localFiles, readable, splitBySize } from './localFiles.ts';
import type { RefWriter } from './refs.ts';
import { readBranch, updateRefs } from './refs.ts';
import type { SlotRecord } from './slotRecord.ts';
import { isOurs } from './slotRecord.ts';
import type { Slot } from './slots.ts';
import { indexMark, readGitDir, readHead, removeFromGitDir } from './slotState.ts';
import { keepCommit } from './snapshot.ts';

const maxChanged = 1_000;

interface CollectFacts {
  readonly record: SlotRecord;
  /** `indexMark` when the agent was let in; null: not known. */
  readonly preparedIndex: string | null;
}

/**
 * Commits what an agent left in its slot, on top of what it committed itself, and points the task's branch there. Only
 * what differs is looked at: `add -A` would hash every file that a checkout in the same second has made suspect.
 */
export async function collectWork(
  writer: RefWriter,
  slot: Slot,
  { record, preparedIndex, ...work }: CollectWork & CollectFacts,
): Promise<Result<CollectedWork, CollectFailure>> {
  const call = { git: writer.git, slot, signal: work.signal };
  // Left by a git of the agent that was killed; whoever collects has made sure that nothing runs there any more.
  const { unfinished, locks } = await readGitDir(slot);
  await removeFromGitDir(slot, locks);

  const [start, local] = await Promise.all([readStart(call, work.base, unfinished), localFiles(call)]);
  if (!start.ok) return start;
  if (!local.ok) return local;

  const ours = (file: string): boolean => work.keepAsBase.includes(readable(file)) || isOurs(record, file);
  const { fit, tooLarge } = await splitBySize(
    slot,
    local.value.filter((file) => !ours(file.path)),
  );
  // An agent that neither committed nor staged anything changed what is listed, and nothing else.
  const untouched = preparedIndex !== null && (await indexMark(slot)) === preparedIndex;
  const listedAll = untouched && start.value.head === work.base;
  const written = await writeIndex(call, fit, { base: work.base, ours, listedAll });
  if (!written.ok) return written;
  const { tree, changed } = written.value;

  const { head, headTree, mergeHeads } = start.value;
  const nothingNew = tree === headTree && mergeHeads.length === 0;
  const commit = nothingNew
    ? success(head)
    : await commitTree(writer.git, tree, { parents: [head, ...mergeHeads], message: work.message });
  if (!commit.ok) return commit;

  const moved = await moveBranch(writer, slot, { branch: work.branch, head, commit: commit.value });
  if (!moved.ok) return moved;
  if (mergeHeads.length > 0)
    await removeFromGitDir(slot, ['MERGE_HEAD', 'MERGE_MSG', 'MERGE_MODE', 'AUTO_MERGE']);
  return success({
    commit: commit.value,
    tree,
    changed: changed.slice(0, maxChanged),
    changedCount: changed.length,
    tooLarge: tooLarge.map((file) => readable(file.path)),
  });
}

interface Start {
  readonly head: ObjectId;
  readonly headTree: ObjectId;
  /** Other parents of a merge that the agent resolved and did not commit. */
  readonly mergeHeads: readonly ObjectId[];
}

async function readStart(
  call: SlotCall,
  base: ObjectId,
  unfinished: readonly string[],
): Promise<Result<Start, CollectFailure>> {
  const { git } = call;
  const merging = unfinished.includes('MERGE_HEAD');
  const worktree = path.basename(call.slot.gitDir);
  const names = ['HEAD', 'HEAD^{tree}', ...(merging ? ['MERGE_HEAD'] : [])];
  const found = await Promise.all(names.map((name) => git.lookup(`worktrees/${worktree}/${name}`)));
  const [head, headTree, ...mergeHeads] = found.filter((id) => id !== null);
  if (head === undefined || headTree === undefined || found.includes(null)) {
    return failure<GitFault>({
      reason: 'git-failed',
      message: `slot ${call.slot.name} has no commit checked out`,
    });
  }
  if (head !== base) {
    const args = ['merge-base', '--is-ancestor', base, head];
    const ancestor = await git.run(args, { signal: call.signal });
    if (ancestor.exitCode === 1) {
      const message = `the work in slot ${call.slot.name} no longer contains the commit it started from`;
      return failure({ reason: 'base-lost', message, head } as const);
    }
    if (ancestor.exitCode !== 0) return failure(faultOf(args, ancestor));
  }
  return success({ head, headTree, mergeHeads });
}

/** Tree and changed paths of the slot's index with the files in it, and what must stay as in `base` put back. */
async function writeIndex(
  call: SlotCall,
  files: readonly LocalFile[],
  {
    base,
    ours,
    listedAll,
  }: {
    readonly base: ObjectId;
    readonly ours: (file: string) => boolean;
    /** `files` is all that differs from `base`. */
    readonly listedAll: boolean;
  },
): Promise<Result<{ readonly tree: ObjectId; readonly changed: readonly string[] }, GitFault>> {
  const { git } = call;
  const added = await addToIndex(call, files);
  if (!added.ok) return added;
  const tree = await git.text(['write-tree'], gitCall(call));
  if (!tree.ok) return tree;
  if (listedAll) {
    return success({ tree: tree.value.trim(), changed: files.map((file) => readable(file.path)) });
  }
  const diff = await git.text(
    ['diff-tree', '-r', '-z', '--no-renames', base, tree.value.trim()],
    gitCall(call),
  );
  if (!diff.ok) return diff;
  const changes = parseTreeChanges(diff.value);
  const back = changes.filter((change) => ours(change.path));
  const changed = changes.filter((change) => !ours(change.path)).map((change) => readable(change.path));
  if (back.length === 0) return success({ tree: tree.value.trim(), changed });

  // The agent staged or committed them; a mode of 0 removes.
  const lines = back.map(
    ({ oldMode, oldId, path }) => `${oldMode === '000000' ? '0' : oldMode} ${oldId}\t${path}\0`,
  );
  const input = Buffer.from(lines.join(''), 'latin1');
  const restored = await git.text(['update-index', '-z', '--index-info'], { ...gitCall(call), input });
  if (!restored.ok) return restored;
  const again = await git.text(['write-tree'], gitCall(call));
  return again.ok ? success({ tree: again.value.trim(), changed }) : again;
}

/** Points the task's branch at the commit, and the slot's HEAD at the branch, wherever the agent had taken it. */
async function moveBranch(
  writer: RefWriter,
  slot: Slot,
  { branch, head, commit }: { readonly branch: string; readonly head: ObjectId; readonly commit: ObjectId },
): Promise<Result<void, GitFault>> {
  const ref = `refs/heads/${branch}`;
  const at = await readHead(writer.git, slot);
  const onBranch = 'branch' in at && at.branch === ref;
  if (onBranch && commit === head) return success(undefined);
  const tip = onBranch ? success({ tip: head }) : await readBranch(writer.git, branch);
  if (!tip.ok) return tip;
  const from = tip.value?.tip ?? null;
  const updates: readonly RefUpdate[] = from === commit ? [] : [{ ref, from, to: commit }];
  const moved = await updateRefs(writer, updates);
  if (!moved.ok) {
    const reason = moved.reason === 'disk-full' || moved.reason === 'aborted' ? moved.reason : 'git-failed';
    return failure<GitFault>({ reason, message: moved.message });
  }
  if (onBranch) return success(undefined);
  if (from !== null && from !== head && from !== commit) {
    // The agent went on from elsewhere: nothing but this may lead to what its branch was at.
    const kept = await keepCommit(writer, from, branch);
    if (!kept.ok) return kept;
  }
  const pointed = await writer.git.text(['symbolic-ref', '-m', 'tutti: collect work', 'HEAD', ref], {
    cwd: slot.path,
  });
  return pointed.ok ? success(undefined) : pointed;
}
