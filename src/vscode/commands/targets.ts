import * as vscode from 'vscode';
import type { TaskView } from '../../shared/planView.ts';
import type { PlanStatus } from '../../shared/status.ts';
import { partsOfTask, planOfRef } from '../../shared/taskRef.ts';
import type { HostServices } from '../hostServices.ts';
import type { PlanInRun, Repository } from '../repository/repository.ts';
import { isTaskArgument, isTreeRow, type TaskArgument, type TreeRow } from '../views/treeRow.ts';

export interface PlanTarget extends PlanInRun {
  readonly repository: Repository;
}

export interface TaskTarget extends PlanTarget {
  readonly task: TaskView;
  /** Id of the request that the person was shown; null: of none. */
  readonly request: string | null;
}

/** What the arguments of a command name: rows of a view, a lens or a link, a file, a line of it. */
export interface Named {
  readonly rows: readonly (TreeRow | TaskArgument)[];
  readonly file: vscode.Uri | null;
  /** From 1; null: where the selections of the editor are. */
  readonly line: number | null;
}

/** Reads the arguments with which menus, lenses and toasts call a command. */
export function readArguments(args: readonly unknown[]): Named {
  const [first, second] = args;
  const several = Array.isArray(second) ? second.filter(isRow) : [];
  if (several.length > 0) return { ...nothing, rows: several };
  if (isRow(first)) return { ...nothing, rows: [first] };
  if (first instanceof vscode.Uri) return { ...nothing, file: first };
  return isLine(first) ? { ...nothing, file: first.uri, line: first.lineNumber } : nothing;
}

/** All plans of the window that can be read. */
export function allPlans({ repositories }: HostServices): readonly PlanTarget[] {
  return repositories
    .distinct()
    .flatMap((repository) => repository.planUris().flatMap((uri) => planAt(repository, uri) ?? []));
}

/** The plans that are named, each once. */
export function namedPlans(services: HostServices, named: Named): readonly PlanTarget[] {
  const found = [
    ...named.rows.flatMap((row) => planOfRow(services, row) ?? []),
    ...[named.file].flatMap((file) => (file === null ? [] : (planOfFile(services, file) ?? []))),
  ];
  const byUri = new Map(found.map((target) => [target.checked.uri.toString(), target]));
  return [...byUri.values()];
}

/** The tasks that are named, each once and in the order of the plan: those of a phase or a plan are not. */
export function namedTasks(services: HostServices, named: Named): readonly TaskTarget[] {
  const found = [
    ...named.rows.flatMap((row) => taskOfRow(services, row) ?? []),
    ...(named.file === null ? [] : tasksOfFile(services, named.file, named.line)),
  ];
  const byRef = new Map(found.map((target) => [keyOf(target), target]));
  return [...byRef.values()].sort((one, other) => one.task.line - other.task.line);
}

/** Stable over changes of the plan. */
export function keyOf({ checked, task }: TaskTarget): string {
  return `${checked.uri.toString()}#${task.id}`;
}

/** The plan that is open in the active editor; null when that is something else. */
export function planOfEditor(services: HostServices): PlanTarget | null {
  const document = vscode.window.activeTextEditor?.document;
  return document === undefined ? null : planOfFile(services, document.uri);
}

/** The tasks at the selections of the active editor, when that is a plan. */
export function tasksOfEditor(services: HostServices): readonly TaskTarget[] {
  const document = vscode.window.activeTextEditor?.document;
  return document === undefined ? [] : tasksOfFile(services, document.uri, null);
}

/** What commands take in the place of a row. */
export function argumentOf({ repository, task, checked, request }: TaskTarget): TaskArgument {
  return { folder: repository.folder.uri.toString(), plan: checked.plan.name, task: task.id, request };
}

export function planAt(repository: Repository, uri: vscode.Uri): PlanTarget | null {
  const found = repository.view(uri);
  return found === null ? null : { repository, ...found };
}

export function taskIn(target: PlanTarget, id: string): TaskTarget | null {
  const task = target.view.tasks.get(id);
  return task === undefined ? null : { ...target, task, request: task.row?.request?.id ?? null };
}

const nothing: Named = { rows: [], file: null, line: null };

function isRow(value: unknown): value is TreeRow | TaskArgument {
  return isTreeRow(value) || isTaskArgument(value);
}

/** What the menu of an editor's line numbers gives. */
function isLine(value: unknown): value is { readonly uri: vscode.Uri; readonly lineNumber: number } {
  if (typeof value !== 'object' || value === null) return false;
  return 'uri' in value && value.uri instanceof vscode.Uri && 'lineNumber' in value;
}

function repositoryOf({ repositories }: HostServices, folder: string): Repository | null {
  return repositories.all().find((repository) => repository.folder.uri.toString() === folder) ?? null;
}

function planOfRow(services: HostServices, row: TreeRow | TaskArgument): PlanTarget | null {
  const repository = repositoryOf(services, row.folder);
  if (repository === null) return null;
  if ('uri' in row) return planAt(repository, vscode.Uri.parse(row.uri));
  if ('plan' in row) return planNamed(repository, row.plan);
  if ('ref' in row && row.ref !== null) return planNamed(repository, planOfRef(row.ref));
  return null;
}

function taskOfRow(services: HostServices, row: TreeRow | TaskArgument): TaskTarget | null {
  const plan = planOfRow(services, row);
  if (plan === null) return null;
  if ('task' in row) {
    const target = taskIn(plan, row.task);
    const shown = 'request' in row ? row.request : null;
    return target === null || shown == null ? target : { ...target, request: shown };
  }
  if ('ref' in row && row.ref !== null) return taskIn(plan, partsOfTask(row.ref).id);
  return null;
}

/** By the name in its file, or by the one that it has in the run. */
function planNamed(repository: Repository, name: string): PlanTarget | null {
  const plans = repository.planUris().flatMap((uri) => planAt(repository, uri) ?? []);
  return (
    plans.find(({ view }) => view.name === name) ??
    plans.find(({ checked }) => checked.plan.name === name) ??
    plans.find((plan) => planOf(plan)?.name === name) ??
    null
  );
}

/** The plan as the run has it that tells how it stands; null when none has it. */
export function planOf({ checked, status }: PlanTarget): PlanStatus | null {
  return status?.plans.find(({ path }) => path === checked.path) ?? null;
}

function planOfFile({ repositories }: HostServices, uri: vscode.Uri): PlanTarget | null {
  const repository = repositories.of(uri);
  const isPlan = repository?.planUris().some((plan) => plan.toString() === uri.toString()) ?? false;
  return repository === null || !isPlan ? null : planAt(repository, uri);
}

function tasksOfFile(services: HostServices, uri: vscode.Uri, line: number | null): readonly TaskTarget[] {
  const plan = planOfFile(services, uri);
  if (plan === null) return [];
  const ranges = line === null ? selectedLines(uri) : [[line, line] as const];
  const found = plan.checked.plan.tasks.filter((task) =>
    ranges.some(([from, to]) => task.line <= to && task.endLine >= from),
  );
  // The text of a group goes around that of its tasks.
  const groups = new Set(found.map(({ parent }) => parent));
  return found.filter(({ id }) => !groups.has(id)).flatMap(({ id }) => taskIn(plan, id) ?? []);
}

function selectedLines(uri: vscode.Uri): readonly (readonly [number, number])[] {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) return [];
  return editor.selections.map(({ start, end }) => [start.line + 1, end.line + 1] as const);
}
