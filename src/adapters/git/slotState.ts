import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { ObjectId } from '../../core/engine/ports.ts';
import type { GitRunner } from './gitRunner.ts';
import type { Slot } from './slots.ts';

/** What a slot's git folder tells without starting a git. */
export interface GitDirState {
  /** False until the first checkout. */
  readonly hasIndex: boolean;
  /** Left by a git that was killed. */
  readonly locks: readonly string[];
  /** Files and folders of an unfinished merge, rebase, cherry-pick, revert or bisect. */
  readonly unfinished: readonly string[];
}

const lockFiles = new Set(['index.lock', 'HEAD.lock']);
const unfinishedFiles = new Set([
  'MERGE_HEAD',
  'MERGE_MSG',
  'MERGE_MODE',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  'rebase-merge',
  'rebase-apply',
  'sequencer',
  'BISECT_LOG',
  'BISECT_START',
]);

export async function readGitDir(slot: Slot): Promise<GitDirState> {
  const names = await fs.readdir(slot.gitDir);
  return {
    hasIndex: names.includes('index'),
    locks: names.filter((name) => lockFiles.has(name)),
    unfinished: names.filter((name) => unfinishedFiles.has(name)),
  };
}

export async function removeFromGitDir(slot: Slot, names: readonly string[]): Promise<void> {
  for (const name of names) await fs.rm(path.join(slot.gitDir, name), { recursive: true, force: true });
}

/** Differs whenever a git has written the slot's index: it is always replaced by a new file. Null when there is none. */
export async function indexMark(slot: Slot): Promise<string | null> {
  const stats = await fs.stat(path.join(slot.gitDir, 'index'), { bigint: true }).catch(() => null);
  return stats === null ? null : `${String(stats.ino)} ${String(stats.mtimeNs)} ${String(stats.size)}`;
}

/** Where HEAD points: a branch (full ref), or a commit when detached. */
export type SlotHead = { readonly branch: string } | { readonly commit: ObjectId };

export async function readHead(git: GitRunner, slot: Slot): Promise<SlotHead> {
  const text = (await fs.readFile(path.join(slot.gitDir, 'HEAD'), 'utf8')).trim();
  const branch = /^ref: (refs\/.+)$/.exec(text)?.[1];
  // With reftable the file is a dummy that names a branch that cannot be.
  if (branch !== undefined && branch !== 'refs/heads/.invalid') return { branch };
  if (/^[0-9a-f]{40,64}$/.test(text)) return { commit: text };
  const symbolic = await git.run(['symbolic-ref', '--quiet', 'HEAD'], { cwd: slot.path });
  if (symbolic.exitCode === 0) return { branch: symbolic.stdout.trim() };
  return { commit: (await git.must(['rev-parse', '--verify', 'HEAD'], { cwd: slot.path })).trim() };
}
