import { readFileSync, existsSync } from 'node:fs';
import type { CleanOutcome } from '../adapters/git/applyClean.ts';
import type { CleanItem, CleanPlan } from '../adapters/git/planClean.ts';
import type { Git } from '../adapters/git/createGit.ts';
import { sizeOnDisk, type SizeOnDisk } from '../adapters/process/sizeOnDisk.ts';
import type { Restored, Snapshot } from '../adapters/git/snapshots.ts';
import { acquireLock } from '../adapters/store/lock.ts';
import { listRuns, prepareStateFolder, runFolder } from '../adapters/store/runFolders.ts';
import { UserError } from '../core/base/userError.ts';
import { findTask } from '../core/engine/commands.ts';
import { isTask } from '../core/engine/nodes.ts';
import { openGit } from './openGit.ts';
import type { Project } from './project.ts';
import { readingGit } from './readingGit.ts';
import { foldRun } from './rehearsal.ts';
import { requireRun } from './runs.ts';

export type { CleanItem, CleanOutcome, SizeOnDisk, Snapshot };

/** Clean-up needs the repository to itself, so no slot is at work while it looks. */
const nothingInUse = { slots: [], branches: [] };
const maxPatchBytes = 1_000_000;

/** The snapshots that can be brought back, newest first. */
export async function listUndo(project: Project): Promise<readonly Snapshot[]> {
  return readingGit(project, (git) => git.listSnapshots());
}

/** Brings a snapshot back as a branch `tutti/restored/…`: the latest one, unless one is named. */
export async function undo(project: Project, snapshot: string | null): Promise<Restored> {
  return writing(project, async (git) => {
    const snapshots = await git.listSnapshots();
    const wanted =
      snapshot === null
        ? snapshots[0]
        : snapshots.find(({ ref }) => ref === snapshot || ref.endsWith(`/${snapshot}`));
    if (wanted === undefined) {
      throw new UserError(
        snapshot === null
          ? 'There is no snapshot: nothing was removed or reset yet.'
          : `There is no snapshot ${snapshot}; tutti undo --list shows them.`,
      );
    }
    const restored = await git.restoreSnapshot(wanted.ref, { kind: 'branch' });
    if (!restored.ok) throw new UserError(`${restored.message}.`, 1);
    return restored.value;
  });
}

/** What could be removed and why that is safe, and what stays and why. Nothing is removed. */
export async function planClean(project: Project): Promise<CleanPlan> {
  return readingGit(project, (git) => git.planClean(nothingInUse));
}

/** Removes what a plan calls safe, and what a person insists on, each after a snapshot. */
export async function applyClean(
  project: Project,
  plan: CleanPlan,
  insisted: readonly CleanItem[] = [],
): Promise<readonly CleanOutcome[]> {
  return writing(project, (git) => git.applyClean(plan, nothingInUse, insisted));
}

/** Bytes of the files of a slot, as far as they were counted within a few seconds; null when it is gone. */
export async function slotBytes(project: Project, slot: string): Promise<SizeOnDisk | null> {
  return readingGit(project, (git) => sizeOnDisk(git.worktrees.pathOf(slot)));
}

/** What a task of the latest run changed: a summary and the patch. */
export async function diffOf(project: Project, task: string): Promise<string> {
  const state = foldRun(project, requireRun(project, null));
  const found = findTask(state, task);
  if (!found.ok) throw new UserError(`${found.reason}.`);
  const node = found.value;
  if (!isTask(node)) throw new UserError(`${task} is a command: it changes nothing.`);
  return readingGit(project, async (git) => {
    const tip = node.commit ?? (await git.history.resolve(`refs/heads/${node.spec.branch}`));
    const base = node.base ?? (tip === null ? null : await git.history.resolve(`${tip}^`));
    if (tip === null || base === null)
      throw new UserError(`${task} has not changed anything yet.`, 1, 'nothing');
    return git.history.describeChange(base, tip, maxPatchBytes);
  });
}

/** The report of a run (markdown), as it was written at its end. Throws UserError when it is not there yet. */
export function report(
  project: Project,
  run: string | null,
): { readonly file: string; readonly text: string } {
  const name = run ?? listRuns(project.stateFolder).at(-1);
  const file = name === undefined ? null : runFolder(project.stateFolder, name).report;
  if (file === null || !existsSync(file))
    throw new UserError('There is no report yet: it is written when a run ends.', 1, 'nothing');
  return { file, text: readFileSync(file, 'utf8') };
}

async function writing<Value>(project: Project, action: (git: Git) => Promise<Value>): Promise<Value> {
  prepareStateFolder(project.stateFolder);
  const lock = acquireLock(project.stateFolder);
  if (!lock.ok) {
    throw new UserError(
      `A run owns this repository (process ${String(lock.owner.pid)}): stop it first, with tutti stop.`,
    );
  }
  const git = openGit(project, lock.value);
  try {
    return await action(git);
  } finally {
    git.dispose();
    lock.value.release();
  }
}
