import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Disposable } from '../../core/base/disposable.ts';
import { GitCoprocess, type CoprocessReply } from './coprocess.ts';

/** Stores commit objects through one `git hash-object` that is kept; it takes them as files, one after the other. */
export class CommitStore implements Disposable {
  readonly #hasher: GitCoprocess;

  constructor(cwd: string, env: NodeJS.ProcessEnv) {
    const args = ['hash-object', '-t', 'commit', '-w', '--no-filters', '--stdin-paths'];
    const replyLength = (printed: string): number | null => {
      const end = printed.indexOf('\n');
      return end < 0 ? null : end + 1;
    };
    this.#hasher = new GitCoprocess(args, { cwd, env, replyLength });
  }

  /** `text`: the whole object, without git's own header. */
  async store(text: string): Promise<CoprocessReply> {
    const file = join(tmpdir(), `tutti-commit-${randomUUID()}`);
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
    try {
      return await this.#hasher.ask(`${file}\n`);
    } finally {
      rmSync(file, { force: true });
    }
  }

  dispose(): void {
    this.#hasher.dispose();
  }
}
