import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { GitFault, ObjectId } from '../../core/engine/ports.ts';
import { faultOfError } from './gitFault.ts';
import type { GitRunner } from './gitRunner.ts';

/** A worktree of ours that exists. */
export interface Slot {
  readonly name: string;
  readonly path: string;
  /** Its own git folder, `<common>/worktrees/<id>`: HEAD, index, locks. */
  readonly gitDir: string;
}

/** Finds and adds slots. Never removes one. */
export class Slots {
  readonly root: string;
  readonly #git: GitRunner;
  #adding: Promise<unknown> = Promise.resolve();

  constructor(git: GitRunner, root: string) {
    this.#git = git;
    this.root = root;
  }

  pathOf(name: string): string {
    if (!/^[\w-][\w.-]*$/.test(name)) throw new Error(`not a name for a slot: ${JSON.stringify(name)}`);
    return path.join(this.root, name);
  }

  async existing(): Promise<readonly string[]> {
    const entries = await fs.readdir(this.root, { withFileTypes: true }).catch(nothingThere);
    const names = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name);
    const found = await Promise.all(names.map((name) => this.find(name)));
    return found.filter((slot) => slot !== null).map((slot) => slot.name);
  }

  /** The slot as it is on disk; null when its folder is not a worktree of a git folder that exists. */
  async find(name: string): Promise<Slot | null> {
    const folder = this.pathOf(name);
    const gitDir = await gitDirOf(folder);
    return gitDir === null ? null : { name, path: folder, gitDir };
  }

  /** Adds the slot when it is not there yet: metadata only, at `commit`, without a checkout. */
  async ensure(name: string, commit: ObjectId, signal?: AbortSignal): Promise<Result<Slot, GitFault>> {
    const there = await this.find(name);
    if (there !== null) return success(there);
    // One at a time: concurrent `worktree add`s read each other's half-made folders and die.
    const turn = this.#adding.then(() => this.#add(name, commit, signal));
    this.#adding = turn.catch(() => undefined);
    return turn;
  }

  async #add(name: string, commit: ObjectId, signal?: AbortSignal): Promise<Result<Slot, GitFault>> {
    const folder = this.pathOf(name);
    try {
      await fs.mkdir(this.root, { recursive: true });
      await this.#setAside(name);
    } catch (error) {
      return failure(faultOfError(error));
    }
    // Forced, because a slot whose folder was deleted by hand is still registered.
    const added = await this.#git.text(
      ['worktree', 'add', '--quiet', '--force', '--no-checkout', '--detach', folder, commit],
      { signal },
    );
    if (!added.ok) return added;
    const slot = await this.find(name);
    if (slot !== null) return success(slot);
    return failure<GitFault>({ reason: 'git-failed', message: `git made no worktree in ${folder}` });
  }

  /** A folder in a slot's place that is no worktree: somebody's, or what is left of one. It is kept, out of the way. */
  async #setAside(name: string): Promise<void> {
    const folder = this.pathOf(name);
    const entries = await fs.readdir(folder).catch(nothing);
    if (entries === null || entries.length === 0) return;
    const time = new Date().toISOString().replace(/[-:.]/g, '');
    const kept = path.join(this.root, '.kept', `${time}-${name}`);
    await fs.mkdir(path.dirname(kept), { recursive: true });
    await fs.rename(folder, kept);
  }
}

/** Where a worktree's `.git` file points to; null when it is none, or points to nothing. */
async function gitDirOf(folder: string): Promise<string | null> {
  const text = await fs.readFile(path.join(folder, '.git'), 'utf8').catch(nothing);
  const target = /^gitdir: (.+?)\r?\n?$/.exec(text ?? '')?.[1];
  if (target === undefined) return null;
  const gitDir = path.resolve(folder, target);
  const stats = await fs.stat(path.join(gitDir, 'HEAD')).catch(nothing);
  return stats === null ? null : gitDir;
}

function nothing(): null {
  return null;
}

function nothingThere(): never[] {
  return [];
}
