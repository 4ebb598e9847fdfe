import { relative } from 'node:path';
import * as vscode from 'vscode';
import {
  chooseSide,
  dropDrafts,
  openDrafts,
  readDrafts,
  setDraftsAside,
  type Draft,
  type Side,
} from '../../app/conflictDrafts.ts';
import {
  conflictOf,
  resolveConflict,
  unresolvedFiles,
  untouchedFiles,
  type Conflict,
  type ConflictFile,
} from '../../app/conflicts.ts';
import { UserError } from '../../core/base/userError.ts';
import { plural } from '../../shared/dashboard/quantities.ts';
import { pickOne } from '../commands/pickLive.ts';
import { steerPlan } from '../commands/steer.ts';
import { argumentOf } from '../commands/targets.ts';
import { requireRun, type WorkTarget } from '../commands/workTargets.ts';
import { openMergeEditor } from './mergeEditor.ts';

/** More editors than anybody wants at once; the others open when these are done. */
const maxEditors = 8;

/** Opens the files of a conflict: in the merge editor, or as a choice where there is nothing to merge. */
export async function startResolution(target: WorkTarget): Promise<void> {
  const conflict = await conflictNow(target);
  const drafts = await draftsOf(target, conflict);
  if (drafts === null) return;
  const folder = target.repository.folder.uri.toString();
  // The first one is opened last, so that it has the focus.
  for (const draft of drafts.slice(0, maxEditors).reverse()) {
    const file = conflict.files.find(({ path }) => path === draft.path);
    if (draft.kind !== 'text' || file === undefined) continue;
    await openMergeEditor({ folder, conflict, file, result: vscode.Uri.file(draft.file) });
  }
  offerNext(target, conflict);
}

/** Commits what was resolved, and lets the task land. Throws UserError while something is open. */
export async function continueLanding(target: WorkTarget): Promise<void> {
  const conflict = await conflictNow(target);
  const drafts = await draftsOf(target, conflict);
  if (drafts === null) return;
  requireSaved(drafts);
  const resolutions = readDrafts(drafts);
  const open = unresolvedFiles(conflict, resolutions);
  if (open.length > 0) {
    throw new UserError(`Conflicts are still open in ${open.join(', ')}: resolve and save that first.`, 1);
  }
  const { repository, ref, request } = target;
  const project = repository.requireProject();
  const untouched = await untouchedFiles(project, conflict, resolutions);
  if (untouched.length > 0 && !(await confirmUntouched(untouched.map(({ path }) => path)))) return;
  await resolveConflict(project, conflict, resolutions);
  await closeEditors(drafts);
  dropDrafts(project, conflict);
  await steerPlan(target, { type: 'approve', task: ref, forRun: false, request }, { goOn: true });
}

const copyPath = 'Copy Path';

/** Begins anew: the conflict stays, and what a person has written is kept. Leaving a question of VS Code leaves all as it is. */
export async function abortResolution(target: WorkTarget): Promise<void> {
  const conflict = await conflictNow(target);
  const project = target.repository.requireProject();
  if (!(await closeEditors(openDrafts(project, conflict)))) return;
  const kept = setDraftsAside(project, conflict, Date.now());
  if (kept === null) return;
  const where = relative(project.root, kept);
  void vscode.window
    .showInformationMessage(
      `${conflict.id} conflicts as before. What you had resolved is kept in ${where}.`,
      copyPath,
    )
    .then((button) => {
      if (button === copyPath) void vscode.env.clipboard.writeText(kept);
    });
}

/** Looked at anew each time: the integration branch may have gone on. */
async function conflictNow(target: WorkTarget): Promise<Conflict> {
  const { repository, task, ref } = target;
  if (task.state !== 'needs-you') {
    throw new UserError(`${task.id} is ${task.state}: only what needs you can be resolved.`, 1);
  }
  return conflictOf(repository.requireProject(), { run: requireRun(target), task: ref });
}

/** With a side for each file that can't be merged; null when the person leaves one open. */
async function draftsOf({ repository }: WorkTarget, conflict: Conflict): Promise<readonly Draft[] | null> {
  const project = repository.requireProject();
  for (const draft of openDrafts(project, conflict)) {
    const file = conflict.files.find(({ path }) => path === draft.path);
    if (draft.kind === 'text' || draft.side !== null || file === undefined) continue;
    const side = await askSide(conflict, file);
    if (side === null) return null;
    chooseSide(project, conflict, { path: draft.path, side });
  }
  return openDrafts(project, conflict);
}

function askSide({ id, integrationBranch, branch }: Conflict, file: ConflictFile): Promise<Side | null> {
  const item = (side: Side, from: string) => {
    const goes = file[side] === null;
    return {
      key: side,
      label: goes ? '$(trash) Delete the file' : '$(file) Keep the file',
      description: `as on ${from}`,
      value: side,
    };
  };
  return pickOne<Side>({
    title: `Resolve ${id}`,
    placeholder: `${file.path} can't be merged line by line: which side is right?`,
    items: () => [item('ours', integrationBranch), item('theirs', branch)],
  });
}

/** Not awaited: a person resolves first, and may as well use the commands. */
function offerNext(target: WorkTarget, { id, files }: Conflict): void {
  const commands = new Map([
    ['Continue Landing', 'tutti.continueLanding'],
    ['Send Back', 'tutti.sendBackToAgent'],
    ['Abort', 'tutti.abortResolution'],
  ]);
  void vscode.window
    .showInformationMessage(
      `${id} conflicts in ${plural(files.length, 'file')}. Resolve and save, then continue.`,
      ...commands.keys(),
    )
    .then((button) => {
      const command = button === undefined ? undefined : commands.get(button);
      if (command !== undefined) void vscode.commands.executeCommand(command, argumentOf(target));
    });
}

/** A merge editor shows more than is on the disk: what lands is what was saved. */
function requireSaved(drafts: readonly Draft[]): void {
  const files = new Set(drafts.flatMap((draft) => (draft.kind === 'text' ? [draft.file] : [])));
  const unsaved = vscode.workspace.textDocuments.find(
    ({ isDirty, uri }) => isDirty && uri.scheme === 'file' && files.has(uri.fsPath),
  );
  if (unsaved === undefined) return;
  const draft = drafts.find((one) => one.kind === 'text' && one.file === unsaved.uri.fsPath);
  throw new UserError(`${draft?.path ?? unsaved.uri.fsPath} is not saved: save it, then continue.`, 1);
}

async function confirmUntouched(paths: readonly string[]): Promise<boolean> {
  const choice = await pickOne<'back' | 'land'>({
    title: 'Continue Landing',
    placeholder: `In ${paths.join(', ')} a conflict has the text from before both changes.`,
    items: () => [
      { key: 'back', label: '$(arrow-left) Go Back and Look', value: 'back' },
      {
        key: 'land',
        label: '$(check) Land It Like That',
        description: 'neither change is in it',
        value: 'land',
      },
    ],
  });
  return choice === 'land';
}

/** False: the person was asked what becomes of an unsaved one, and left. */
async function closeEditors(drafts: readonly Draft[]): Promise<boolean> {
  const files = new Set(drafts.flatMap((draft) => (draft.kind === 'text' ? [draft.file] : [])));
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const ours = tabs.filter(({ input }) => {
    const uri = resultOf(input);
    return uri !== null && files.has(uri.fsPath);
  });
  return ours.length === 0 || vscode.window.tabGroups.close(ours, true);
}

/** The file of a text tab; of a merge editor's tab (whose type is no API) the result. */
function resultOf(input: unknown): vscode.Uri | null {
  if (input instanceof vscode.TabInputText) return input.uri;
  if (typeof input !== 'object' || input === null || !('result' in input)) return null;
  return input.result instanceof vscode.Uri ? input.result : null;
}
