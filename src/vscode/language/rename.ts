import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { renameTask } from '../../app/renames.ts';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import { renameId } from '../../core/plan/edits.ts';
import { nameAt } from '../../core/plan/names.ts';
import { parsePlan } from '../../core/plan/parsePlan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { readTaskHead } from '../../core/plan/taskId.ts';
import type { TaskStateWord } from '../../shared/status.ts';
import type { HostServices } from '../hostServices.ts';
import { plainWords } from '../plainWords.ts';
import type { PlanDocuments } from './planDocuments.ts';
import type { PlanSnapshot } from './planSnapshot.ts';
import { toWorkspaceEdit } from './quickFixes.ts';
import { refusedRename, savedRenames, type Renaming } from './savedRenames.ts';

const atWork: ReadonlySet<TaskStateWord> = new Set(['preparing', 'running', 'landing']);
/** Of one document. */
const maxRenames = 100;

/** Renames an id with all that name it, and tells the run that plays the task. */
export class TaskRename implements vscode.RenameProvider, Disposable {
  readonly #documents: PlanDocuments;
  readonly #services: HostServices;
  readonly #parts = new DisposableStore();
  /** Edits that were handed out: a preview of them may be dismissed, and each may be undone, saved or not. */
  readonly #made = new Map<vscode.TextDocument, readonly Renaming[]>();

  constructor(documents: PlanDocuments, services: HostServices) {
    this.#documents = documents;
    this.#services = services;
    this.#parts.add(
      vscode.workspace.onWillSaveTextDocument((event) => {
        const made = this.#made.get(event.document);
        // Before the file is written: the run would drop the one task and take the other in.
        if (made !== undefined) event.waitUntil(this.#tellRun(event.document, made));
      }),
    );
    this.#parts.add(vscode.workspace.onDidCloseTextDocument((document) => this.#made.delete(document)));
  }

  /** Throws outside of ids, so that other providers of markdown have their turn. */
  prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { readonly range: vscode.Range; readonly placeholder: string } {
    const { id, range } = this.#idAt(document, position);
    return { range, placeholder: id };
  }

  provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
  ): vscode.WorkspaceEdit {
    const { id, snapshot } = this.#idAt(document, position);
    const to = newName.trim();
    const refusal = whyNot(id, to, snapshot);
    if (refusal !== null) throw new Error(refusal);
    if (to !== id) {
      const made = this.#made.get(document) ?? [];
      this.#made.set(document, [...made, { from: id, to }].slice(-maxRenames));
    }
    return toWorkspaceEdit(document, renameId(snapshot.checked.plan, id, to));
  }

  dispose(): void {
    this.#parts.dispose();
  }

  #idAt(document: vscode.TextDocument, position: vscode.Position): FoundId {
    const snapshot = this.#documents.read(document, 'now');
    const place = snapshot?.toPlan(position) ?? null;
    const name = snapshot === null || place === null ? null : nameAt(snapshot.checked.plan, place);
    const range = name === null ? null : (snapshot?.toEditor(name.range) ?? null);
    if (
      snapshot === null ||
      name === null ||
      range === null ||
      name.named.kind !== 'task' ||
      !name.isWritten
    ) {
      throw new Error('There is no task id here.');
    }
    return { id: name.named.id, range, snapshot };
  }

  /** Of what the save renames; the save waits for it. */
  async #tellRun(document: vscode.TextDocument, made: readonly Renaming[]): Promise<void> {
    const snapshot = this.#documents.read(document, 'now');
    if (snapshot === null) return;
    const { checked, repository, status } = snapshot;
    const { handle, project } = repository;
    if (project === null) return;
    const plan = status?.plans.find(({ path }) => path === checked.path)?.name ?? checked.plan.name;
    for (const { from, to } of savedRenames(made, idsOnDisk(snapshot), idsOf(checked.plan))) {
      const why = await renameTask(project, handle, { plan, from, to }).then(
        (answer) => (answer.ok ? null : answer.reason),
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (why === null) continue;
      this.#services.log.warn(`The run does not take the new id ${to}: ${why}`);
      // Not awaited: the save waits for this.
      void vscode.window.showWarningMessage(plainWords(refusedRename({ from, to }, why)));
    }
  }
}

interface FoundId {
  readonly id: string;
  readonly range: vscode.Range;
  readonly snapshot: PlanSnapshot;
}

function whyNot(id: string, to: string, snapshot: PlanSnapshot): string | null {
  const task = snapshot.view().tasks.get(id);
  if (task !== undefined && task.row !== null && atWork.has(task.state)) {
    return `"${id}" is ${task.state}; rename it when it is not at work.`;
  }
  if (to === id) return null;
  if (readTaskHead(`${to} title`).id !== to)
    return `"${to}" is not an id; write one such as 2.3, T012 or auth-4.`;
  if (snapshot.checked.plan.tasks.some((other) => other.id === to)) return `There is a task "${to}" already.`;
  return null;
}

function idsOf({ tasks }: Plan): ReadonlySet<string> {
  return new Set(tasks.map(({ id }) => id));
}

/** None when there is no such file yet. */
function idsOnDisk({ checked: { uri, path } }: PlanSnapshot): ReadonlySet<string> {
  try {
    return idsOf(parsePlan(readFileSync(uri.fsPath, 'utf8'), { path }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Set();
    throw error;
  }
}
