import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Disposable } from '../../core/base/disposable.ts';
import { GitCoprocess, type CoprocessReply } from './coprocess.ts';

/** Stores commit objects through one `git hash-object` that is kept; it takes them as files, one after the other. */
export class CommitStore implements Disposable {
  readonly #hasher: GitCoprocess;
  #folder: string | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(cwd: string, env: NodeJS.ProcessEnv) {
    const args = ['hash-object', '-t', 'commit', '-w', '--no-filters', '--stdin-paths'];
    const replyLength = (printed: string): number | null => {
      const end = printed.indexOf('\n');
      return end < 0 ? null : end + 1;
    };
    this.#hasher = new GitCoprocess(args, { cwd, env, replyLength });
  }

  /** `text`: the whole object, without git's own header. */
  store(text: string): Promise<CoprocessReply> {
    const turn = this.#turn.then(() => {
      const file = join((this.#folder ??= mkdtempSync(join(tmpdir(), 'tutti-commits-'))), 'commit');
      writeFileSync(file, text, { mode: 0o600 });
      return this.#hasher.ask(`${file}\n`);
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  dispose(): void {
    this.#hasher.dispose();
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
  }
}
