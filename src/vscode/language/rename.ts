import type * as vscode from 'vscode';
import { renameTask } from '../../app/renames.ts';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import { renameId } from '../../core/plan/edits.ts';
import { nameAt } from '../../core/plan/names.ts';
import { readTaskHead } from '../../core/plan/taskId.ts';
import type { TaskStateWord } from '../../shared/status.ts';
import type { HostServices } from '../hostServices.ts';
import type { PlanDocuments } from './planDocuments.ts';
import type { PlanSnapshot } from './planSnapshot.ts';
import { toWorkspaceEdit } from './quickFixes.ts';

const atWork: ReadonlySet<TaskStateWord> = new Set(['preparing', 'running', 'landing']);

interface Renaming {
  readonly uri: string;
  readonly from: string;
  readonly to: string;
}

/** Renames an id with all that name it, and tells the run that plays the task. */
export class TaskRename implements vscode.RenameProvider, Disposable {
  readonly #documents: PlanDocuments;
  readonly #services: HostServices;
  readonly #parts = new DisposableStore();
  /** Edits that were handed out; a preview of them may still be dismissed. */
  #renaming: Renaming | null = null;

  constructor(documents: PlanDocuments, services: HostServices) {
    this.#documents = documents;
    this.#services = services;
    this.#parts.add(documents.onDidSettle((document) => this.#tellRun(document)));
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
    this.#renaming = to === id ? null : { uri: document.uri.toString(), from: id, to };
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

  #tellRun(document: vscode.TextDocument): void {
    const renaming = this.#renaming;
    if (renaming?.uri !== document.uri.toString()) return;
    this.#renaming = null;
    const snapshot = this.#documents.read(document, 'now');
    if (snapshot === null) return;
    const { checked, repository } = snapshot;
    const { handle, status, project } = repository;
    if (project === null) return;
    const plan = status?.plans.find(({ path }) => path === checked.path)?.name ?? checked.plan.name;
    const { from, to } = renaming;
    const ids = new Set(checked.plan.tasks.map(({ id }) => id));
    if (ids.has(from) || !ids.has(to)) return;
    const warn = (reason: string): void => {
      this.#services.log.warn(`The run does not take the new id ${to}: ${reason}`);
    };
    renameTask(project, handle, { plan, from, to }).then(
      (answer) => {
        if (!answer.ok) warn(answer.reason);
      },
      (error: unknown) => {
        warn(error instanceof Error ? error.message : String(error));
      },
    );
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
