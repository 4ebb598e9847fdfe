import * as vscode from 'vscode';
import { DisposableStore, toDisposable, type Disposable } from '../../core/base/disposable.ts';
import type { TaskIcon } from '../../shared/taskSign.ts';
import { taskIcons } from '../views/stateLook.ts';
import { factsOf, signOf } from '../views/taskFacts.ts';
import { gutterIcon } from './gutterIcons.ts';
import type { PlanDocuments } from './planDocuments.ts';
import { toEditorRange } from './ranges.ts';
import { stateNote } from './stateNote.ts';

/** Of "4m" behind a task that runs. */
const tickMs = 15_000;

/** What a run does, in the editors of its plans: a picture in the gutter, and a note behind the line. */
export class StateDecorations implements Disposable {
  readonly #documents: PlanDocuments;
  readonly #parts = new DisposableStore();
  readonly #gutter: ReadonlyMap<TaskIcon, vscode.TextEditorDecorationType>;
  readonly #note: vscode.TextEditorDecorationType;
  /** Editors that have decorations. */
  readonly #decorated = new Set<vscode.TextEditor>();

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
    const parts = this.#parts;
    const icons = Object.keys(taskIcons) as TaskIcon[];
    this.#gutter = new Map(icons.map((icon) => [icon, parts.add(gutterType(icon))]));
    this.#note = parts.add(
      vscode.window.createTextEditorDecorationType({
        after: { color: new vscode.ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em' },
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      }),
    );
    const all = (): void => this.#update(() => true);
    parts.add(vscode.window.onDidChangeVisibleTextEditors(all));
    parts.add(documents.onDidSettle(({ uri }) => this.#update(({ document }) => isSame(document.uri, uri))));
    parts.add(documents.onDidLeave((uri) => this.#update(({ document }) => isSame(document.uri, uri))));
    parts.add(documents.onDidChangeStates(all));
    parts.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tutti.editor.showStates')) all();
      }),
    );
    const timer = setInterval(() => this.#update((editor) => this.#decorated.has(editor)), tickMs);
    parts.add(toDisposable(() => clearInterval(timer)));
    all();
  }

  dispose(): void {
    this.#parts.dispose();
  }

  #update(isMeant: (editor: vscode.TextEditor) => boolean): void {
    const { visibleTextEditors } = vscode.window;
    for (const editor of this.#decorated)
      if (!visibleTextEditors.includes(editor)) this.#decorated.delete(editor);
    for (const editor of visibleTextEditors) if (isMeant(editor)) this.#decorate(editor);
  }

  #decorate(editor: vscode.TextEditor): void {
    const { icons, notes } = this.#decorationsFor(editor.document);
    const isEmpty = icons.size === 0 && notes.length === 0;
    if (isEmpty && !this.#decorated.has(editor)) return;
    for (const [icon, type] of this.#gutter) editor.setDecorations(type, icons.get(icon) ?? []);
    editor.setDecorations(this.#note, notes);
    if (isEmpty) this.#decorated.delete(editor);
    else this.#decorated.add(editor);
  }

  #decorationsFor(document: vscode.TextDocument): Decorations {
    const icons = new Map<TaskIcon, vscode.Range[]>();
    const notes: vscode.DecorationOptions[] = [];
    const isShown = vscode.workspace.getConfiguration('tutti', document).get<boolean>('editor.showStates');
    const snapshot = isShown === true ? this.#documents.read(document) : null;
    // The editor moves decorations along by itself while the plan is typed in.
    if (snapshot === null || snapshot.changes > 0) return { icons, notes };
    const { status } = snapshot;
    const now = Date.now();
    const { tasks } = snapshot.view();
    for (const { id, checkbox } of snapshot.checked.plan.tasks) {
      const task = tasks.get(id);
      if (task === undefined || task.row === null) continue;
      const facts = factsOf(task, status);
      const { icon } = signOf(facts);
      const list = icons.get(icon);
      if (list === undefined) icons.set(icon, [toEditorRange(checkbox)]);
      else list.push(toEditorRange(checkbox));
      const contentText = stateNote(facts, now);
      if (contentText === '') continue;
      const { end } = document.lineAt(Math.min(task.line, document.lineCount) - 1).range;
      notes.push({ range: new vscode.Range(end, end), renderOptions: { after: { contentText } } });
    }
    return { icons, notes };
  }
}

interface Decorations {
  readonly icons: ReadonlyMap<TaskIcon, vscode.Range[]>;
  readonly notes: vscode.DecorationOptions[];
}

function gutterType(icon: TaskIcon): vscode.TextEditorDecorationType {
  const picture = (theme: 'light' | 'dark'): vscode.Uri =>
    vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(gutterIcon(icon, theme)).toString('base64')}`);
  const failed = {
    overviewRulerColor: new vscode.ThemeColor('list.errorForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  };
  return vscode.window.createTextEditorDecorationType({
    light: { gutterIconPath: picture('light'), gutterIconSize: 'contain' },
    dark: { gutterIconPath: picture('dark'), gutterIconSize: 'contain' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...(icon === 'failed' ? failed : {}),
  });
}

function isSame(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.toString() === other.toString();
}
