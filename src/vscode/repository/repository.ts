import * as vscode from 'vscode';
import { loadConfig, formatProblem } from '../../app/loadConfig.ts';
import { openProject } from '../../app/openProject.ts';
import type { Project, RunHandle, RunOptions } from '../../app/project.ts';
import { ownerOf } from '../../app/runOwner.ts';
import { followRun, resumeRun, startRun } from '../../app/runs.ts';
import { DisposableStore, toDisposable, type Disposable } from '../../core/base/disposable.ts';
import { UserError } from '../../core/base/userError.ts';
import type { Config } from '../../core/config/config.ts';
import type { JournalEvent } from '../../core/engine/events.ts';
import { toPlanView } from '../../core/projections/planView.ts';
import type { PlanView } from '../../shared/planView.ts';
import type { RunStatus } from '../../shared/status.ts';
import { PlanFiles, type CheckedPlan } from './planFiles.ts';
import { settingLayers } from './settingLayers.ts';
import { statusChange, type StatusChange } from './statusChange.ts';

interface SeenPlan {
  readonly checked: CheckedPlan;
  readonly view: PlanView;
  readonly status: RunStatus | null;
}

/** One repository of the window: its plans, its configuration, and the run that is played or followed. */
export class Repository implements Disposable {
  readonly folder: vscode.WorkspaceFolder;
  readonly plans: PlanFiles;
  readonly config: Config;
  readonly #disposables = new DisposableStore();
  readonly #changed = new vscode.EventEmitter<StatusChange>();
  readonly #events = new vscode.EventEmitter<JournalEvent>();
  /** The last view of each plan: many parts of the window look at the same moment. */
  readonly #views = new Map<string, SeenPlan>();
  #project: Project | null = null;
  #problem: string | null = null;
  #handle: RunHandle | null = null;
  #status: RunStatus | null = null;
  /** At most 10 times a second. */
  readonly onDidChange = this.#changed.event;
  /** Every event of the run from the moment that it is followed; past ones by `handle.onEvent`. */
  readonly onRunEvent = this.#events.event;

  constructor(folder: vscode.WorkspaceFolder, config: Config) {
    this.folder = folder;
    this.config = config;
    const names = { agents: Object.keys(config.agents), pools: null, skills: null };
    this.plans = this.#disposables.add(
      new PlanFiles({ root: folder.uri.fsPath, globs: config.plans, names }),
    );
  }

  /** Null while nothing may run here: untrusted, or no git repository (then `problem` says so). */
  get project(): Project | null {
    return this.#project;
  }

  /** One sentence that says why nothing can run here; null when it can. */
  get problem(): string | null {
    return this.#problem;
  }

  /** The run that is played by this window, or followed; null before the first. */
  get handle(): RunHandle | null {
    return this.#handle;
  }

  get status(): RunStatus | null {
    return this.#status;
  }

  /** The plan with the states of its tasks; null when the file is gone. */
  view(uri: vscode.Uri): { readonly checked: CheckedPlan; readonly view: PlanView } | null {
    const key = uri.toString();
    const checked = this.plans.check(uri);
    if (checked === null) {
      this.#views.delete(key);
      return null;
    }
    const seen = this.#views.get(key);
    if (seen?.checked === checked && seen.status === this.#status) return seen;
    const view = toPlanView(checked.plan, checked.graph, this.#status);
    const fresh = { checked, view, status: this.#status };
    this.#views.set(key, fresh);
    return fresh;
  }

  /** Opens git and the latest run; only in a trusted workspace. */
  async open(): Promise<void> {
    await this.plans.find();
    if (!vscode.workspace.isTrusted) return;
    try {
      this.#project = await openProject(this.folder.uri.fsPath, settingLayers(this.folder.uri));
      this.#problem = null;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#problem = error.message;
    }
  }

  /** Throws UserError when a run can't start. */
  async start(options: Omit<RunOptions, 'cwd' | 'attended'>): Promise<RunHandle> {
    const project = this.requireProject();
    const handle = await startRun(project, { ...options, cwd: project.root, attended: true });
    this.#take(handle);
    return handle;
  }

  async follow(run: string | null): Promise<RunHandle> {
    const handle = await followRun(this.requireProject(), run);
    this.#take(handle);
    return handle;
  }

  /** Goes on with a run that ended or was cut off; one that another process plays is followed instead. */
  async resume(run: string): Promise<RunHandle> {
    const project = this.requireProject();
    if (ownerOf(project, run) !== null) return this.follow(run);
    const handle = await resumeRun(project, { run, attended: true });
    this.#take(handle);
    return handle;
  }

  requireProject(): Project {
    if (this.#project !== null) return this.#project;
    const why = vscode.workspace.isTrusted
      ? 'The repository is not open yet.'
      : 'This workspace is not trusted.';
    throw new UserError(this.#problem ?? why);
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#changed.dispose();
    this.#events.dispose();
  }

  #take(handle: RunHandle): void {
    this.#handle = handle;
    const look = (): void => {
      const before = this.#status;
      this.#status = handle.status();
      this.#changed.fire(statusChange(before, this.#status));
    };
    this.#disposables.add(toDisposable(handle.onChange(look)));
    this.#disposables.add(toDisposable(handle.onEvent((event) => this.#events.fire(event))));
    look();
  }
}

/** Throws UserError with the problems of `tutti.json`. */
export async function openRepository(folder: vscode.WorkspaceFolder): Promise<Repository> {
  const loaded = await loadConfig(folder.uri.fsPath, settingLayers(folder.uri));
  if (!loaded.ok) throw new UserError(loaded.problems.map(formatProblem).join('\n'));
  const repository = new Repository(folder, loaded.value.config);
  await repository.open();
  return repository;
}
