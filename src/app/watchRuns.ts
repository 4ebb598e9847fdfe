import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../adapters/process/errorCode.ts';
import { watchFolder } from '../adapters/process/ndjson.ts';
import { lockOwner } from '../adapters/store/lock.ts';
import { listRuns, runFolder } from '../adapters/store/runFolders.ts';
import type { Disposable } from '../core/base/disposable.ts';
import { UserError } from '../core/base/userError.ts';
import { saysUnderWay } from '../shared/runState.ts';
import type { Project } from './project.ts';

/** Covers file systems that do not tell of changes, folders that are not there yet, and owners that are killed. */
const sweepMs = 3_000;
/** `state` stands at the front of `status.json`. */
const headBytes = 1_024;

/** What goes on in a repository, whoever plays it. */
export interface RunsSeen {
  /** The process that owns the repository; `run` is null while it starts one, and for `undo` and `clean`. */
  readonly owner: { readonly pid: number; readonly run: string | null; readonly isSelf: boolean } | null;
  /** The latest run; `left`: it went on when its owner let go of it or died, and nobody has taken it up yet. */
  readonly latest: { readonly run: string; readonly left: boolean } | null;
}

/**
 * Tells what goes on in the repository: soon after the call, and whenever the owner or the latest run changes. Starts
 * no process on Linux; the returned function ends it.
 */
export function watchRuns(
  { stateFolder }: Pick<Project, 'stateFolder'>,
  listener: (seen: RunsSeen) => void,
): () => void {
  const watched = new Map<string, Disposable>();
  let told: string | null = null;
  let over = false;
  const look = (): void => {
    if (over) return;
    for (const name of ['lock', 'runs']) {
      const folder = join(stateFolder, name);
      if (!watched.has(name) && existsSync(folder)) watched.set(name, watchFolder(folder, sweepMs, look));
    }
    const seen = seenNow(stateFolder);
    if (seen === null) return;
    const text = JSON.stringify(seen);
    if (text === told) return;
    told = text;
    listener(seen);
  };
  const timer = setInterval(look, sweepMs);
  timer.unref();
  setImmediate(look);
  return () => {
    over = true;
    clearInterval(timer);
    for (const watching of watched.values()) watching.dispose();
  };
}

/** Null while its files can't be read: the next sweep looks again. */
function seenNow(stateFolder: string): RunsSeen | null {
  try {
    return lookAtRuns(stateFolder);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** What goes on in the repository now. Throws UserError when its files can't be read. */
export function lookAtRuns(stateFolder: string): RunsSeen {
  const owner = lockOwner(stateFolder);
  const latest = listRuns(stateFolder).at(-1);
  return {
    owner: owner === null ? null : { pid: owner.pid, run: owner.run, isSelf: owner.pid === process.pid },
    latest:
      latest === undefined
        ? null
        : { run: latest, left: owner?.run !== latest && saysItGoesOn(runFolder(stateFolder, latest).status) },
  };
}

function saysItGoesOn(statusFile: string): boolean {
  return saysUnderWay(readHead(statusFile).split('"plans"')[0] ?? '');
}

/** Empty while there is nothing to read: a run that ends, or is cleaned up, replaces or removes it meanwhile. */
function readHead(file: string): string {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const head = Buffer.alloc(headBytes);
      return head.subarray(0, readSync(descriptor, head, 0, headBytes, 0)).toString('utf8');
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return '';
  }
}
