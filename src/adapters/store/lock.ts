import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, success, type Result } from '../../core/base/result.ts';
import { errorCode } from '../process/errorCode.ts';
import { isAlive, ownIdentity, type ProcessIdentity } from '../process/identity.ts';

/** Who owns a repository. */
export interface LockOwner extends ProcessIdentity {
  readonly generation: number;
  /** ISO 8601. */
  readonly since: string;
}

/** The right to act on a repository: slots, refs and provider limits are shared, so one process has it at a time. */
export interface RepositoryLock {
  readonly generation: number;
  /** False once another process has taken over. One `stat`. */
  isHeld(): boolean;
  release(): void;
}

/**
 * `.tutti/lock/<generation>.json`: the highest number owns. A file is made by `link`, so only one process can make a
 * generation; it is taken over only when its process is dead (a stopped or sleeping one is not), which is why no lock
 * library that judges by age fits.
 */
export function acquireLock(
  stateFolder: string,
): Result<RepositoryLock, { readonly reason: 'owned'; readonly owner: LockOwner }> {
  const folder = join(stateFolder, 'lock');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const self = ownIdentity();
  for (;;) {
    const latest = latestGeneration(folder);
    const owner = latest === 0 ? null : readOwner(folder, latest);
    if (owner !== null && isAlive(owner)) return failure({ reason: 'owned', owner });
    const generation = latest + 1;
    if (!claim(folder, { ...self, generation, since: new Date().toISOString() })) continue;
    for (const older of generations(folder))
      if (older < generation) rmSync(fileOf(folder, older), { force: true });
    return success({
      generation,
      isHeld: () => existsSync(fileOf(folder, generation)) && !existsSync(fileOf(folder, generation + 1)),
      release: () => {
        release(folder, generation);
      },
    });
  }
}

/** Who owns the repository now; null when nobody does. */
export function lockOwner(stateFolder: string): LockOwner | null {
  const folder = join(stateFolder, 'lock');
  const latest = existsSync(folder) ? latestGeneration(folder) : 0;
  const owner = latest === 0 ? null : readOwner(folder, latest);
  return owner !== null && isAlive(owner) ? owner : null;
}

/** False when another process made this generation first. */
function claim(folder: string, owner: LockOwner): boolean {
  const temporary = join(folder, `.${String(owner.pid)}-${String(owner.generation)}`);
  writeFileSync(temporary, JSON.stringify(owner), { mode: 0o600 });
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

/** Keeps the number, so that generations never start again, and forgets the process. */
function release(folder: string, generation: number): void {
  writeFileSync(fileOf(folder, generation), JSON.stringify({ generation, released: true }), { mode: 0o600 });
}

function readOwner(folder: string, generation: number): LockOwner | null {
  const text = readIfThere(fileOf(folder, generation));
  if (text === null) return null;
  const value: unknown = JSON.parse(text === '' ? 'null' : text);
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('startTime' in value))
    return null;
  const { pid, startTime } = value;
  if (typeof pid !== 'number' || typeof startTime !== 'string') return null;
  const since = 'since' in value && typeof value.since === 'string' ? value.since : '';
  return { pid, startTime, generation, since };
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
