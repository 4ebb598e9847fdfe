import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import { printable } from '../../core/base/printable.ts';
import type { Dependency, Range, Task } from '../../core/plan/plan.ts';
import type { PlanView, TaskView } from '../../shared/planView.ts';
import { factsOf, signOf } from '../views/taskFacts.ts';
import type { PlanDocuments } from './planDocuments.ts';
import type { PlanSnapshot } from './planSnapshot.ts';

/** The state behind each id: behind a task's own while a run has it, and behind every one that it depends on. */
export class StateHints implements vscode.InlayHintsProvider, Disposable {
  readonly #documents: PlanDocuments;
  readonly #parts = new DisposableStore();
  readonly #changed = this.#parts.add(new vscode.EventEmitter<void>());
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
    const changed = (): void => this.#changed.fire();
    this.#parts.add(documents.onDidSettle(changed));
    this.#parts.add(documents.onDidChangeStates(changed));
  }

  provideInlayHints(document: vscode.TextDocument, visible: vscode.Range): vscode.InlayHint[] {
    const snapshot = this.#documents.read(document);
    if (snapshot === null) return [];
    const tasks = tasksIn(visible, snapshot);
    // The children of a group have its very dependencies, which have one place.
    const dependencies = new Set(tasks.map(({ depends }) => depends));
    return [
      ...tasks.flatMap((task) => ownHint(task, snapshot)),
      ...[...dependencies].flatMap((depends) => dependencyHints(depends, snapshot)),
    ].filter(({ position }) => visible.contains(position));
  }

  dispose(): void {
    this.#parts.dispose();
  }
}

/** All when an end of the range is in a text that has not been read. */
function tasksIn({ start, end }: vscode.Range, snapshot: PlanSnapshot): readonly Task[] {
  const top = snapshot.toPlan(start)?.line ?? 0;
  const bottom = snapshot.toPlan(end)?.line ?? Infinity;
  return snapshot.checked.plan.tasks.filter(
    ({ kind, line, endLine }) => kind !== 'criterion' && line <= bottom && endLine >= top,
  );
}

function ownHint(task: Task, snapshot: PlanSnapshot): vscode.InlayHint[] {
  const view = snapshot.view().tasks.get(task.id);
  if (task.idRange === null || view === undefined || view.row === null) return [];
  return hintAt(task.idRange, hintOf(view, snapshot), snapshot);
}

function dependencyHints(depends: readonly Dependency[], snapshot: PlanSnapshot): vscode.InlayHint[] {
  if (depends.length === 0) return [];
  const view = snapshot.view();
  // A range of ids stands for several at one place.
  const byPlace = new Map<Range, Dependency[]>();
  for (const dependency of depends) {
    const list = byPlace.get(dependency.range);
    if (list === undefined) byPlace.set(dependency.range, [dependency]);
    else list.push(dependency);
  }
  return [...byPlace].flatMap(([range, dependencies]) => {
    const tasks = dependencies.flatMap((dependency) => tasksOf(dependency, view));
    const [only] = tasks;
    if (only === undefined) return [];
    if (tasks.length === 1) {
      const isNews = only.row !== null || isOver(only);
      return isNews ? hintAt(range, hintOf(only, snapshot), snapshot) : [];
    }
    const done = tasks.filter(isOver).length;
    if (done === 0 && only.row === null) return [];
    const label = done === tasks.length ? '✓' : `${String(done)} of ${String(tasks.length)}`;
    const tooltip = `${String(done)} of ${String(tasks.length)} have landed`;
    return hintAt(range, { label, tooltip }, snapshot);
  });
}

function tasksOf(dependency: Dependency, { tasks, phases }: PlanView): TaskView[] {
  switch (dependency.kind) {
    case 'task':
      return [...namedTask(tasks, dependency.id)];
    case 'phase':
      return phases
        .filter(({ id }) => id === dependency.id)
        .flatMap((phase) => phase.tasks.flatMap((id) => namedTask(tasks, id)));
    case 'external':
      return [];
  }
}

function namedTask(tasks: ReadonlyMap<string, TaskView>, id: string): readonly TaskView[] {
  const task = tasks.get(id);
  return task === undefined ? [] : [task];
}

function isOver({ state }: TaskView): boolean {
  return state === 'landed' || state === 'skipped';
}

interface Hint {
  readonly label: string;
  readonly tooltip: string;
}

function hintOf(task: TaskView, { status }: PlanSnapshot): Hint {
  const { id, title, state, why } = task;
  const { word } = signOf(factsOf(task, status));
  const tooltip = `${id} ${printable(title, 80)}: ${word}${why === null ? '' : `, ${printable(why, 200)}`}`;
  if (state === 'landed') return { label: '✓', tooltip };
  return { label: state === 'failed' ? '✗ failed' : word, tooltip };
}

function hintAt(range: Range, { label, tooltip }: Hint, snapshot: PlanSnapshot): vscode.InlayHint[] {
  const place = snapshot.toEditor(range);
  if (place === null) return [];
  const hint = new vscode.InlayHint(place.end, label);
  hint.paddingLeft = true;
  hint.tooltip = tooltip;
  return [hint];
}
