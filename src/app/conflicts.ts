import type { Git } from '../adapters/git/createGit.ts';
import type { ConflictStage } from '../adapters/git/parse.ts';
import type { FileEdit } from '../adapters/git/treeWriter.ts';
import { fastForwardCheckout } from '../adapters/git/userBranch.ts';
import { UserError } from '../core/base/userError.ts';
import type { ObjectId } from '../core/engine/ports.ts';
import type { FileSide } from '../shared/fileChange.ts';
import { requireTaskNode, type WorkOf } from './changes.ts';
import { openGit } from './openGit.ts';
import type { Project } from './project.ts';
import { readingGit } from './readingGit.ts';
import { foldRun } from './rehearsal.ts';

/** A task whose work and the integration branch change the same lines; nothing of it is checked out anywhere. */
export interface Conflict extends WorkOf {
  readonly id: string;
  readonly title: string;
  readonly branch: string;
  readonly integrationBranch: string;
  /** Tip of the task's branch: the resolution is a commit on top of it. */
  readonly tip: ObjectId;
  /** Parents of the resolution. */
  readonly parents: readonly ObjectId[];
  /** The merge with markers in `files`. */
  readonly tree: ObjectId;
  readonly files: readonly ConflictFile[];
}

export interface ConflictFile {
  readonly path: string;
  /** Null: the file is not there on that side. `ours` is the integration branch, `theirs` the task. */
  readonly base: FileSide | null;
  readonly ours: FileSide | null;
  readonly theirs: FileSide | null;
  /** The text with markers; null where there is nothing to merge: a side removed it, or it is binary. */
  readonly merged: string | null;
}

/** What a person made of a file: a text, or one of the sides (which may mean that the file goes). */
export type Resolution =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly side: 'ours' | 'theirs' };

const maxBytes = 5_000_000;
const markers = /^(<{7}|>{7}) /m;

/** Throws UserError when the task has no conflict (any more), or one that can't be resolved file by file. */
export async function conflictOf(project: Project, { run, task }: WorkOf): Promise<Conflict> {
  const node = requireTaskNode(project, { run, task });
  const plan = foldRun(project, run).plans.get(node.plan);
  const { id, title, branch } = node.spec;
  const integrationBranch = plan?.plan.integrationBranch ?? '';
  return readingGit(project, async (git) => {
    const [tip, head] = await Promise.all(
      [branch, integrationBranch].map((name) => git.history.resolve(`refs/heads/${name}`)),
    );
    if (tip == null || head == null) throw new UserError(`${id} has no work that could conflict.`, 1);
    const about = { run, task: node.ref, id, title, branch, integrationBranch, tip };
    const merged = await git.history.merge({ ours: head, theirs: tip });
    if (!merged.ok && merged.reason === 'conflict')
      return { ...about, parents: [tip, head], ...(await openMerge(git, head, tip)) };
    const files = node.rejection?.kind === 'conflict' ? node.rejection.files : [];
    const open = await git.history.filesWithMarkers(tip, files);
    const launch = node.attempts.findLast((attempt) => attempt.launch?.resolves != null)?.launch;
    if (open.length === 0 || launch == null)
      throw new UserError(`${id} does not conflict any more: approve it, and it lands.`, 1);
    // Its agent committed the markers: the sides are those that it was to bring together.
    return { ...about, parents: [tip], ...(await leftOpen(git, { tip, start: launch.start, files: open })) };
  });
}

/**
 * Commits a resolution on the task's branch, which only ever goes forward; its worktree follows when it is clean. The
 * commit. Throws UserError when a marker is left, or when the task or its branch has gone on meanwhile; then nothing was
 * changed.
 */
export async function resolveConflict(
  project: Project,
  conflict: Conflict,
  resolutions: readonly Resolution[],
): Promise<ObjectId> {
  requireResolved(conflict, resolutions);
  // Its one ref changes by compare-and-swap, whoever plays the run: no agent works on a task that waits for a person.
  const git = openGit(project, { isHeld: () => true });
  try {
    const edits = await Promise.all(
      conflict.files.flatMap((file) => {
        const made = resolutions.find(({ path }) => path === file.path);
        return made === undefined ? [] : [editOf(git, file, made)];
      }),
    );
    const tree = await git.trees.edit(conflict.tree, edits);
    const subject = `Merge ${conflict.integrationBranch} into ${conflict.branch}`;
    const body = `Conflicts resolved by hand in:\n${conflict.files.map(({ path }) => `- ${path}`).join('\n')}`;
    const commit = await git.history.commitTree(tree, conflict.parents, { subject, body, trailers: [] });
    requireWaiting(project, conflict);
    await moveBranch(git, conflict, commit);
    return commit;
  } finally {
    git.dispose();
  }
}

/** Names of the files that are not resolved by these. */
export function unresolvedFiles({ files }: Conflict, resolutions: readonly Resolution[]): readonly string[] {
  return files
    .filter(({ path }) => {
      const made = resolutions.find((one) => one.path === path);
      return made === undefined || ('text' in made && markers.test(made.text));
    })
    .map(({ path }) => path);
}

/** Files in which conflicts were left as they were before both changes: without markers nothing else tells. */
export async function untouchedFiles(
  project: Project,
  { files }: Conflict,
  resolutions: readonly Resolution[],
): Promise<readonly { readonly path: string; readonly conflicts: number }[]> {
  return readingGit(project, async (git) => {
    const counted = files.map(async ({ path, base, ours, theirs }) => {
      const made = resolutions.find((one) => one.path === path);
      if (made === undefined || !('text' in made)) return { path, conflicts: 0 };
      const [before, one, other] = await Promise.all(
        [base, ours, theirs].map((side) => textOf(git, side, path)),
      );
      const texts = { base: before ?? '', ours: one ?? '', theirs: other ?? '' };
      return { path, conflicts: await git.objects.untouchedConflicts(texts, made.text) };
    });
    return (await Promise.all(counted)).filter(({ conflicts }) => conflicts > 0);
  });
}

async function textOf(git: Git, side: FileSide | null, path: string): Promise<string> {
  if (side === null) return '';
  const file = await git.objects.read(side, path, maxBytes);
  return file.kind === 'text' ? file.text : '';
}

function requireResolved(conflict: Conflict, resolutions: readonly Resolution[]): void {
  const open = unresolvedFiles(conflict, resolutions);
  if (open.length === 0) return;
  throw new UserError(`Conflict markers are still in ${open.join(', ')}: resolve and save that first.`, 1);
}

type Merge = Pick<Conflict, 'tree' | 'files'>;

async function openMerge(git: Git, ours: ObjectId, theirs: ObjectId): Promise<Merge> {
  const merge = await git.objects.conflicts(ours, theirs);
  if (merge === null) return { tree: await git.history.treeOf(theirs), files: [] };
  const files = await Promise.all(
    merge.files.map(async (file) => {
      requireKnownKind(file.path, file.kinds);
      const sides = { base: sideOf(file.base), ours: sideOf(file.ours), theirs: sideOf(file.theirs) };
      const both = file.ours !== null && file.theirs !== null;
      const merged = both && isMergeable(file.kinds) ? await textAt(git, merge.tree, file.path) : null;
      return { path: file.path, ...sides, merged };
    }),
  );
  return { tree: merge.tree, files };
}

async function leftOpen(
  git: Git,
  {
    tip,
    start,
    files,
  }: { readonly tip: ObjectId; readonly start: ObjectId; readonly files: readonly string[] },
): Promise<Merge> {
  const [own, other] = await Promise.all(
    ['^1', '^2'].map((parent) => git.history.resolve(`${start}${parent}`)),
  );
  const base = own == null || other == null ? null : await git.objects.mergeBase(own, other);
  const sideAt = async (commit: ObjectId | null | undefined, path: string): Promise<FileSide | null> => {
    const id = commit == null ? null : await git.objects.blobAt(commit, path);
    return id === null ? null : { kind: 'blob', id };
  };
  const opened = await Promise.all(
    files.map(async (path) => ({
      path,
      base: await sideAt(base, path),
      ours: await sideAt(other, path),
      theirs: await sideAt(own, path),
      merged: await textAt(git, tip, path),
    })),
  );
  return { tree: await git.history.treeOf(tip), files: opened };
}

function isMergeable(kinds: readonly string[]): boolean {
  return kinds.every((kind) => kind === 'CONFLICT (contents)');
}

/** Renames that cross, folders in the place of files and the like are not settled by a choice for each file. */
function requireKnownKind(path: string, kinds: readonly string[]): void {
  const unknown = kinds.find((kind) => !/^CONFLICT \((contents|modify\/delete|binary)\)$/.test(kind));
  if (unknown === undefined) return;
  throw new UserError(
    `${path}: ${unknown} can't be resolved file by file. Merge by hand in the task's worktree, then approve.`,
    1,
  );
}

function sideOf(stage: ConflictStage | null): FileSide | null {
  return stage === null ? null : { kind: stage.mode === '160000' ? 'commit' : 'blob', id: stage.id };
}

/** Null where a side has to be taken as it is: what can't be written back byte by byte is no text to resolve. */
async function textAt(git: Git, tree: ObjectId, path: string): Promise<string | null> {
  const id = await git.objects.blobAt(tree, path);
  if (id === null) return null;
  const file = await git.objects.read({ kind: 'blob', id }, path, maxBytes);
  return file.kind === 'text' && file.isExact ? file.text : null;
}

async function editOf(git: Git, file: ConflictFile, made: Resolution): Promise<FileEdit> {
  const { path } = file;
  if ('text' in made) return { path, blob: await git.trees.store(made.text) };
  const side = file[made.side];
  return { path, blob: side === null || side.kind === 'disk' ? null : side.id };
}

/** Looked at as late as can be: where its agent works again, the branch is the agent's. */
function requireWaiting(project: Project, { run, task, id }: Conflict): void {
  const { status } = requireTaskNode(project, { run, task });
  if (status.name === 'needs-you') return;
  throw new UserError(`${id} is ${status.name} by now: its conflict waits for nobody.`, 1);
}

async function moveBranch(git: Git, { branch, tip, id }: Conflict, commit: ObjectId): Promise<void> {
  const folder = await git.history.checkedOutAt(branch);
  const moved =
    folder === null
      ? await git.history.updateRefs([{ ref: `refs/heads/${branch}`, from: tip, to: commit }])
      : await fastForwardCheckout(folder, commit);
  if (moved.ok) return;
  throw new UserError(
    `The resolution of ${id} was not taken: ${moved.message}. It is kept as commit ${commit}.`,
    1,
  );
}
