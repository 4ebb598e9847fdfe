import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectId } from '../../core/engine/ports.ts';
import type { GitRunner } from './gitRunner.ts';

/** What becomes of one file of a tree. */
export interface FileEdit {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** Null: it goes. Its mode stays as it is in the tree. */
  readonly blob: ObjectId | null;
}

/** Makes objects without a worktree. */
export class TreeWriter {
  readonly #git: GitRunner;

  constructor(git: GitRunner) {
    this.#git = git;
  }

  /** The blob of a text. */
  async store(text: string): Promise<ObjectId> {
    return (await this.#git.must(['hash-object', '-w', '--stdin'], { input: text })).trim();
  }

  /** A tree with some of its files changed. */
  async edit(tree: ObjectId, edits: readonly FileEdit[]): Promise<ObjectId> {
    const folder = await mkdtemp(join(tmpdir(), 'tutti-tree-'));
    try {
      const call = { env: { GIT_INDEX_FILE: join(folder, 'index') } };
      await this.#git.must(['read-tree', tree], call);
      const paths = edits.map(({ path }) => path);
      const listed = await this.#git.must(
        ['--literal-pathspecs', 'ls-files', '--stage', '-z', '--', ...paths],
        call,
      );
      const modes = modesOf(listed);
      const none = '0'.repeat(tree.length);
      // A mode of 0 removes.
      const lines = edits.map(({ path, blob }) =>
        blob === null ? `0 ${none}\t${path}\0` : `${modes.get(path) ?? newFile} ${blob}\t${path}\0`,
      );
      await this.#git.must(['update-index', '-z', '--index-info'], { ...call, input: lines.join('') });
      return (await this.#git.must(['write-tree'], call)).trim();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

const newFile = '100644';

/** `<mode> <id> <stage> TAB <path> NUL` */
function modesOf(listed: string): ReadonlyMap<string, string> {
  const entries = listed.split('\0').filter((line) => line !== '');
  return new Map(entries.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, 6)]));
}
