import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../adapters/process/errorCode.ts';
import { readJson } from '../adapters/process/readJson.ts';
import { UserError } from '../core/base/userError.ts';
import {
  attemptFiles,
  type AttemptResult,
  type AttemptSpec,
  type RunnerIdentity,
  type StartToken,
} from '../shared/attempt.ts';
import { isAttemptResult, isAttemptSpec, isRunnerIdentity, isStartToken } from '../shared/attemptGuards.ts';

/** The files of one attempt, by `attemptFiles`. */
export class AttemptFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  file(name: keyof typeof attemptFiles): string {
    return join(this.path, attemptFiles[name]);
  }

  readSpec(): AttemptSpec {
    const spec = this.#read('spec');
    if (isAttemptSpec(spec)) return spec;
    throw new UserError(
      `${this.path} holds no attempt of this version (${attemptFiles.spec} is missing or unknown)`,
    );
  }

  /** The token, when this call is the one that took it: renaming succeeds once. Null: somebody else has it. */
  claimStartToken(): StartToken | null {
    const claimed = this.file('startTokenClaimed');
    try {
      renameSync(this.file('startToken'), claimed);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
    const token = this.#read('startTokenClaimed');
    // It may hold secrets.
    rmSync(claimed);
    if (isStartToken(token)) return token;
    throw new UserError(`${this.file('startToken')} can't be read: start the attempt again`);
  }

  isOver(): boolean {
    return existsSync(this.file('result'));
  }

  readResult(): AttemptResult | null {
    const result = this.#read('result');
    return isAttemptResult(result) ? result : null;
  }

  writeResult(result: AttemptResult): void {
    writeAtomically(this.file('result'), `${JSON.stringify(result, null, 2)}\n`);
  }

  readRunner(): RunnerIdentity | null {
    const runner = this.#read('runner');
    return isRunnerIdentity(runner) ? runner : null;
  }

  writeRunner(identity: RunnerIdentity): void {
    writeAtomically(this.file('runner'), `${JSON.stringify(identity)}\n`);
  }

  /** Renews the heartbeat. */
  beat(): void {
    const now = new Date();
    utimesSync(this.file('runner'), now, now);
  }

  readPrompt(): string {
    return readFileSync(this.file('prompt'), 'utf8');
  }

  #read(name: keyof typeof attemptFiles): unknown {
    return readJson(this.file(name));
  }
}

/** Readers see the old content or the new, never a part: written beside, then renamed. */
export function writeAtomically(path: string, text: string): void {
  const beside = `${path}.${String(process.pid)}.tmp`;
  const file = openSync(beside, 'w', 0o600);
  try {
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}
