import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import type { Plan, Task } from '../../core/plan/plan.ts';
import { isUnderWay } from '../../shared/runState.ts';
import type { CommandId } from '../manifest/commands.ts';
import { factsOf } from '../views/taskFacts.ts';
import type { TaskArgument } from '../views/treeRow.ts';
import type { PlanDocuments } from './planDocuments.ts';
import { planLenses, type PlanLensText } from './planLenses.ts';
import type { PlanSnapshot } from './planSnapshot.ts';
import { taskArgument } from './taskArgument.ts';
import { taskLenses, type LensAction, type LensText } from './taskLenses.ts';
import { Throttle } from './throttle.ts';

/**
 * VS Code asks for lenses a moment after it was told of a change, and begins to wait anew when it is told again: told
 * of every token that is spent, it would not ask before the run is over.
 */
const statesMs = 300;

interface ShownLenses {
  readonly document: vscode.TextDocument;
  readonly text: string;
}

/** Lenses above the plan and its tasks. */
export class PlanCodeLenses implements vscode.CodeLensProvider, Disposable {
  readonly #documents: PlanDocuments;
  readonly #parts = new DisposableStore();
  readonly #changed = this.#parts.add(new vscode.EventEmitter<void>());
  /** What was given last, by document. */
  readonly #shown = new Map<string, ShownLenses>();
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
    const changed = (): void => this.#changed.fire();
    const changedStates = this.#parts.add(new Throttle(statesMs, changed));
    this.#parts.add(documents.onDidSettle(changed));
    this.#parts.add(
      documents.onDidChangeStates(() => {
        if (this.#isOutdated()) changedStates.ask();
      }),
    );
    this.#parts.add(vscode.workspace.onDidGrantWorkspaceTrust(changed));
    this.#parts.add(documents.onDidLeave((uri) => this.#shown.delete(uri.toString())));
    this.#parts.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tutti.codeLens')) changed();
      }),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const lenses = this.#lensesOf(document);
    this.#shown.set(document.uri.toString(), { document, text: textOf(lenses) });
    return lenses;
  }

  dispose(): void {
    this.#parts.dispose();
  }

  #lensesOf(document: vscode.TextDocument): vscode.CodeLens[] {
    const scope = vscode.workspace.getConfiguration('tutti', document).get<string>('codeLens.scope');
    const snapshot = scope === 'off' ? null : this.#documents.read(document);
    if (snapshot === null) return [];
    const { plan } = snapshot.checked;
    const tasks = plan.tasks.filter(
      (task) => task.kind !== 'criterion' && (scope === 'all' || saysDepends(task)),
    );
    const lenses = [
      ...lensesOfPlan(document, snapshot),
      ...tasks.flatMap((task) => lensesOfTask(task, snapshot)),
    ];
    return vscode.workspace.isTrusted
      ? lenses
      : lenses.filter(({ command }) => !starts.has(command?.command));
  }

  #isOutdated(): boolean {
    return [...this.#shown.values()].some(
      ({ document, text }) => !document.isClosed && textOf(this.#lensesOf(document)) !== text,
    );
  }
}

function textOf(lenses: readonly vscode.CodeLens[]): string {
  return lenses.map(({ command }) => command?.title ?? '').join('\n');
}

/** What these start are programs of the workspace. */
const starts: ReadonlySet<string | undefined> = new Set<CommandId>([
  'tutti.run',
  'tutti.runReady',
  'tutti.resume',
  'tutti.runTask',
  'tutti.retryTask',
]);

/** It, or the group that it is in. */
function saysDepends({ explicit, depends }: Task): boolean {
  return explicit || depends.length > 0;
}

function lensesOfPlan(document: vscode.TextDocument, snapshot: PlanSnapshot): vscode.CodeLens[] {
  const { plan } = snapshot.checked;
  if (plan.tasks.length === 0) return [];
  const { status } = snapshot;
  const line = headingLine(document, plan);
  return planLenses(snapshot.view(), status?.state ?? null).map((lens) => {
    const named = lens.action === 'resume' ? runArgument(snapshot) : document.uri;
    return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), planCommand(lens, named));
  });
}

/** The plan's title when there is one; it stands before the first task. */
function headingLine(document: vscode.TextDocument, { tasks, phases }: Plan): number {
  const first = Math.min(tasks[0]?.line ?? 1, phases[0]?.line ?? 1, document.lineCount);
  for (let line = 0; line < first; line++) {
    if (/^#\s/.test(document.lineAt(line).text)) return line;
  }
  return Math.max(0, first - 1);
}

const planCommands = {
  run: 'tutti.run',
  runReady: 'tutti.runReady',
  resume: 'tutti.resume',
  showStatus: 'tutti.showStatus',
} as const satisfies Readonly<Record<PlanLensText['action'], CommandId>>;

function planCommand({ title, tooltip, action }: PlanLensText, named: unknown): vscode.Command {
  const command = planCommands[action];
  return { title, tooltip, command, arguments: [named] };
}

/** What goes on is the run that has the plan, which need not be the one that is shown. */
function runArgument({ repository, status }: PlanSnapshot): {
  readonly folder: string;
  readonly run?: string;
} {
  return { folder: repository.folder.uri.toString(), ...(status === null ? {} : { run: status.run }) };
}

function lensesOfTask(task: Task, snapshot: PlanSnapshot): vscode.CodeLens[] {
  const view = snapshot.view().tasks.get(task.id);
  const range = snapshot.toEditor(task.checkbox);
  if (view === undefined || range === null) return [];
  const { status } = snapshot;
  const isPlayed = status !== null && isUnderWay(status.state);
  const argument = taskArgument(snapshot, task.id);
  return taskLenses(factsOf(view, status), isPlayed).map(
    (lens) => new vscode.CodeLens(range, taskCommand(lens, argument)),
  );
}

function taskCommand({ title, tooltip, action }: LensText, argument: TaskArgument): vscode.Command {
  if (action === null) return { title, tooltip, command: '' };
  return { title, tooltip, command: commands[action], arguments: [argument] };
}

const commands = {
  run: 'tutti.runTask',
  retry: 'tutti.retryTask',
  why: 'tutti.whyIsThisWaiting',
  answer: 'tutti.answerQuestion',
  showBlockers: 'tutti.peekBlockers',
  showChanges: 'tutti.showChanges',
  showAttempts: 'tutti.compareAttempts',
  openTerminal: 'tutti.openTerminal',
} as const satisfies Readonly<Record<LensAction, CommandId>>;
