import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { failure, success, type Result } from '../../core/base/result.ts';
import { systemFault, using } from '../../core/base/systemFault.ts';
import { errorCode } from '../process/errorCode.ts';
import { isAlive, ownIdentity, type ProcessIdentity } from '../process/identity.ts';

/** Who owns a repository. */
export interface LockOwner extends ProcessIdentity {
  readonly generation: number;
  /** ISO 8601. */
  readonly since: string;
  /** The run that it plays; null while it starts one, and for `undo` and `clean`. */
  readonly run: string | null;
}

/** The right to act on a repository: slots, refs and provider limits are shared, so one process has it at a time. */
export interface RepositoryLock {
  readonly generation: number;
  /** False once it was released or another process has taken over. One `stat`. */
  isHeld(): boolean;
  /** Tells everybody else which run is played. */
  assign(run: string): void;
  release(): void;
}

type LockOutcome = Result<RepositoryLock, { readonly reason: 'owned'; readonly owner: LockOwner }>;

/**
 * `.tutti/lock/<generation>.json`: the highest number owns. A file is made by `link`, so only one process can make a
 * generation; it is taken over only when its process is dead (a stopped or sleeping one is not), which is why no lock
 * library that judges by age fits. Throws UserError when the file can't be made.
 */
export function acquireLock(stateFolder: string): LockOutcome {
  const folder = join(stateFolder, 'lock');
  return using(folder, () => acquireIn(folder));
}

function acquireIn(folder: string): LockOutcome {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const self = ownIdentity();
  for (;;) {
    const latest = latestGeneration(folder);
    const owner = latest === 0 ? null : readOwner(folder, latest);
    if (owner !== null && isAlive(owner)) return failure({ reason: 'owned', owner });
    const generation = latest + 1;
    const claimed = { ...self, generation, since: new Date().toISOString(), run: null };
    if (!claim(folder, claimed)) continue;
    for (const older of generations(folder))
      if (older < generation) rmSync(fileOf(folder, older), { force: true });
    let released = false;
    return success({
      generation,
      isHeld: () =>
        !released && existsSync(fileOf(folder, generation)) && !existsSync(fileOf(folder, generation + 1)),
      assign: (run) => {
        assign(folder, { ...claimed, run });
      },
      release: () => {
        released = true;
        release(folder, generation);
      },
    });
  }
}

/** Who owns the repository now; null when nobody does. */
export function lockOwner(stateFolder: string): LockOwner | null {
  const folder = join(stateFolder, 'lock');
  return using(folder, () => {
    const latest = existsSync(folder) ? latestGeneration(folder) : 0;
    const owner = latest === 0 ? null : readOwner(folder, latest);
    return owner !== null && isAlive(owner) ? owner : null;
  });
}

/** False when another process made this generation first. */
function claim(folder: string, owner: LockOwner): boolean {
  const temporary = writeOwner(folder, owner);
  try {
    linkSync(temporary, fileOf(folder, owner.generation));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Replaces the owner in one step: nobody reads half of it. */
function assign(folder: string, owner: LockOwner): void {
  renameSync(writeOwner(folder, owner), fileOf(folder, owner.generation));
}

/** Path of a file that only this process knows yet. */
function writeOwner(folder: string, owner: LockOwner): string {
  const temporary = join(folder, `.${String(owner.pid)}-${String(owner.generation)}`);
  writeFileSync(temporary, JSON.stringify(owner), { mode: 0o600 });
  return temporary;
}

/** Keeps the number, so that generations never start again, and forgets the process. */
function release(folder: string, generation: number): void {
  try {
    writeFileSync(fileOf(folder, generation), JSON.stringify({ generation, released: true }), {
      mode: 0o600,
    });
  } catch (error) {
    // Cut short on a full disk it names nobody, in a removed folder it is gone, and else it ends with this process.
    if (systemFault(error) === null) throw error;
  }
}

function readOwner(folder: string, generation: number): LockOwner | null {
  const text = readIfThere(fileOf(folder, generation));
  if (text === null) return null;
  const value = parseOrNull(text);
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('startTime' in value))
    return null;
  const { pid, startTime } = value;
  if (typeof pid !== 'number' || typeof startTime !== 'string') return null;
  const since = 'since' in value && typeof value.since === 'string' ? value.since : '';
  const run = 'run' in value && typeof value.run === 'string' ? value.run : null;
  return { pid, startTime, generation, since, run };
}

/** Only a release writes in place: what it left unfinished belongs to nobody. */
function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function latestGeneration(folder: string): number {
  return Math.max(0, ...generations(folder));
}

function generations(folder: string): readonly number[] {
  return readdirSync(folder)
    .map((name) => /^(\d+)\.json$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number);
}

function fileOf(folder: string, generation: number): string {
  return join(folder, `${String(generation)}.json`);
}
