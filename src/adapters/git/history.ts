import type { Result } from '../../core/base/result.ts';
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
} from '../../core/engine/ports.ts';
import { checkedOutAt } from './checkedOut.ts';
import { commitTree } from './commitTree.ts';
import { faultOf, GitError } from './gitFault.ts';
import { mergeCommits } from './merge.ts';
import { splitNul } from './parse.ts';
import type { RefWriter } from './refs.ts';
import { updateRefs } from './refs.ts';
import type { Settler } from './settle.ts';

/** The integration branch and the object store; see `HistoryPort`. What must not fail throws a `GitError`. */
export class History implements HistoryPort {
  readonly #writer: RefWriter;
  readonly #settler: Settler;
  #commonDir: Promise<string> | null = null;

  constructor(writer: RefWriter, settler: Settler) {
    this.#writer = writer;
    this.#settler = settler;
  }

  resolve(revision: string): Promise<ObjectId | null> {
    return this.#writer.git.lookup(`${revision}^{commit}`);
  }

  async checkedOutAt(branch: string): Promise<string | null> {
    const { git } = this.#writer;
    this.#commonDir ??= git.must(['rev-parse', '--path-format=absolute', '--git-common-dir']);
    return checkedOutAt(git, (await this.#commonDir).trim(), branch);
  }

  async treeOf(commit: ObjectId): Promise<ObjectId> {
    const tree = await this.#writer.git.lookup(`${commit}^{tree}`);
    if (tree !== null) return tree;
    throw new GitError({ reason: 'git-failed', message: `${commit} is not a commit of this repository` });
  }

  async isAncestor(ancestor: ObjectId, descendant: ObjectId): Promise<boolean> {
    // Most questions are about a commit that was just made on top of another.
    const near = [descendant, `${descendant}^1`, `${descendant}^2`].map((name) => this.resolve(name));
    if ((await Promise.all(near)).includes(ancestor)) return true;
    const args = ['merge-base', '--is-ancestor', ancestor, descendant];
    const outcome = await this.#writer.git.run(args);
    if (outcome.exitCode === 0 || outcome.exitCode === 1) return outcome.exitCode === 0;
    throw new GitError(faultOf(args, outcome));
  }

  merge(request: MergeTrees): Promise<Result<MergedTree, MergeFailure>> {
    return mergeCommits({ git: this.#writer.git, settler: this.#settler }, request);
  }

  async commitTree(tree: ObjectId, parents: readonly ObjectId[], message: CommitMessage): Promise<ObjectId> {
    const made = await commitTree(this.#writer.git, tree, { parents, message });
    if (made.ok) return made.value;
    throw new GitError({ reason: made.reason, message: made.message });
  }

  updateRefs(updates: readonly RefUpdate[]): Promise<Result<void, RefFailure>> {
    return updateRefs(this.#writer, updates);
  }

  /**
   * Of the branch's own line only (first parents): those commits are ours, while an agent may write any trailer into
   * the commits of its task.
   */
  async landings(branch: string, base: ObjectId): Promise<readonly Landing[]> {
    const fields = ['Plan', 'Task', 'Run'].map(
      (key) => `%(trailers:key=Tutti-${key},valueonly,separator=%x1f)`,
    );
    const format = `--format=%H%x00${fields.join('%x00')}`;
    const args = ['log', '--first-parent', '-z', format, branch, `^${base}`, '--'];
    const text = await this.#writer.git.porcelain((git) => git.raw(args));
    const items = text.split('\0');
    const landings: Landing[] = [];
    for (let index = 0; index + 3 < items.length; index += 4) {
      const [commit = '', plan = '', task = '', run = ''] = items.slice(index, index + 4).map(lastValue);
      if (plan !== '' && task !== '') landings.push({ commit, plan, task, run });
    }
    return landings;
  }

  async filesWithMarkers(tree: ObjectId, files: readonly string[]): Promise<readonly string[]> {
    if (files.length === 0) return [];
    const markers = ['--all-match', '-e', '^<<<<<<< ', '-e', '^>>>>>>> '];
    const args = ['--literal-pathspecs', 'grep', '-l', '-z', ...markers, tree, '--', ...files];
    const outcome = await this.#writer.git.run(args);
    if (outcome.exitCode === 1) return [];
    if (outcome.exitCode !== 0) throw new GitError(faultOf(args, outcome));
    return splitNul(outcome.stdout).map((item) => item.slice(tree.length + 1));
  }

  async describeChange(from: ObjectId, to: ObjectId, maxBytes: number): Promise<string> {
    const args = [
      'diff',
      '--stat',
      '--patch',
      '--no-color',
      '--no-ext-diff',
      '--no-textconv',
      from,
      to,
      '--',
    ];
    const outcome = await this.#writer.git.run(args, { maxOutputBytes: maxBytes });
    if (outcome.exitCode !== 0) throw new GitError(faultOf(args, outcome));
    return outcome.truncated ? `${outcome.stdout}\n[… the rest is left out …]\n` : outcome.stdout;
  }
}

/** Trailers may be repeated; the last one counts, as git itself reads them. */
function lastValue(text: string): string {
  return text.split('\x1f').at(-1)?.trim() ?? '';
}
