import { failure, success, type Result } from '../../../src/core/base/result.ts';
import type {
  CommitMessage,
  HistoryPort,
  Landing,
  MergedTree,
  MergeFailure,
  MergeTrees,
  ObjectId,
  RefFailure,
  RefUpdate,
} from '../../../src/core/engine/ports.ts';

interface Commit {
  readonly tree: ObjectId;
  readonly parents: readonly ObjectId[];
  readonly message: CommitMessage;
}

export interface HistoryMemory {
  /** Whether trees remember a mark; thousands of tasks would make thousands of large sets. */
  readonly remembers: (mark: string) => boolean;
}

const noMessage: CommitMessage = { subject: '', body: '', trailers: [] };

/**
 * Commits and refs in memory. A tree is known by the marks that works left in it (`p/1#2`: second attempt of task 1);
 * merging unites marks. Which marks conflict is the test's choice.
 */
export class MemoryHistory implements HistoryPort {
  readonly refs = new Map<string, ObjectId>();
  readonly #commits = new Map<ObjectId, Commit>();
  readonly #marks = new Map<ObjectId, ReadonlySet<string>>([['tree-0', new Set()]]);
  readonly #made = new Map<string, ObjectId>();
  /** Files in conflict between the marks of two sides; empty: they merge. */
  conflictsBetween: (ours: ReadonlySet<string>, theirs: ReadonlySet<string>) => readonly string[] = () => [];

  /** Files with conflict markers in a tree or commit. */
  markersIn: (tree: ObjectId) => readonly string[] = () => [];
  readonly #memory: HistoryMemory;

  constructor(memory: HistoryMemory = { remembers: () => true }) {
    this.#memory = memory;
    this.#commits.set('base', { tree: 'tree-0', parents: [], message: noMessage });
  }

  marksOf(commitOrTree: ObjectId): ReadonlySet<string> {
    const tree = this.#commits.get(commitOrTree)?.tree ?? commitOrTree;
    return this.#marks.get(tree) ?? new Set();
  }

  /** The tree with one more mark; the same one for the same request. */
  treeWith(tree: ObjectId, mark: string | null): ObjectId {
    return this.#tree(`${tree}+${mark ?? ''}`, [
      ...this.marksOf(tree),
      ...(mark !== null && this.#memory.remembers(mark) ? [mark] : []),
    ]);
  }

  commitSync(tree: ObjectId, parents: readonly ObjectId[], message: CommitMessage = noMessage): ObjectId {
    const commit = `commit-${String(this.#commits.size)}`;
    this.#commits.set(commit, { tree, parents, message });
    return commit;
  }

  isAncestorSync(ancestor: ObjectId, descendant: ObjectId): boolean {
    const seen = new Set([descendant]);
    for (const commit of seen) {
      if (commit === ancestor) return true;
      for (const parent of this.#commits.get(commit)?.parents ?? []) seen.add(parent);
    }
    return false;
  }

  /** First parents from a branch's tip back to `base`, newest first. */
  landingsOf(branch: string, base: ObjectId): readonly Landing[] {
    const landings: Landing[] = [];
    let commit = this.refs.get(`refs/heads/${branch}`);
    while (commit !== undefined && commit !== base) {
      const found = this.#commits.get(commit);
      const trailers = new Map(found?.message.trailers ?? []);
      const [plan, task, run] = ['Tutti-Plan', 'Tutti-Task', 'Tutti-Run'].map(
        (key) => trailers.get(key) ?? '',
      );
      landings.push({ commit, plan: plan ?? '', task: task ?? '', run: run ?? '' });
      commit = found?.parents[0];
    }
    return landings;
  }

  async resolve(revision: string): Promise<ObjectId | null> {
    const [name = '', parent] = revision.split('^');
    const commit = this.refs.get(name) ?? (this.#commits.has(name) ? name : null);
    if (commit === null || parent === undefined) return commit;
    return this.#commits.get(commit)?.parents[Number(parent) - 1] ?? null;
  }

  async checkedOutAt(): Promise<string | null> {
    return null;
  }

  async treeOf(commit: ObjectId): Promise<ObjectId> {
    const tree = this.#commits.get(commit)?.tree;
    if (tree === undefined) throw new Error(`no commit ${commit}`);
    return tree;
  }

  async isAncestor(ancestor: ObjectId, descendant: ObjectId): Promise<boolean> {
    return this.isAncestorSync(ancestor, descendant);
  }

  async merge(request: MergeTrees): Promise<Result<MergedTree, MergeFailure>> {
    const [ours, theirs] = [this.marksOf(request.ours), this.marksOf(request.theirs)];
    const trees = await Promise.all([this.treeOf(request.ours), this.treeOf(request.theirs)]);
    const tree = this.#tree(trees.join('|'), [...ours, ...theirs]);
    const files = this.conflictsBetween(ours, theirs);
    if (files.length > 0 && !this.isAncestorSync(request.ours, request.theirs))
      return failure({ reason: 'conflict', files, message: 'conflict', tree });
    return success({ tree, settled: [] });
  }

  async commitTree(tree: ObjectId, parents: readonly ObjectId[], message: CommitMessage): Promise<ObjectId> {
    return this.commitSync(tree, parents, message);
  }

  async updateRefs(updates: readonly RefUpdate[]): Promise<Result<void, RefFailure>> {
    const moved = updates.find(({ ref, from }) => (this.refs.get(ref) ?? null) !== from);
    if (moved !== undefined) return failure({ reason: 'ref-moved', message: `${moved.ref} is elsewhere` });
    for (const { ref, to } of updates) {
      if (to === null) this.refs.delete(ref);
      else this.refs.set(ref, to);
    }
    return success(undefined);
  }

  async landings(branch: string, base: ObjectId): Promise<readonly Landing[]> {
    return this.landingsOf(branch, base);
  }

  async filesWithMarkers(tree: ObjectId): Promise<readonly string[]> {
    return this.markersIn(tree);
  }

  async describeChange(): Promise<string> {
    return '';
  }

  #tree(key: string, marks: readonly string[]): ObjectId {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const tree = `tree-${String(this.#marks.size)}`;
    this.#made.set(key, tree);
    this.#marks.set(tree, new Set(marks));
    return tree;
  }
}
