import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { lookAtLeftRun, type LeftRun } from '../../app/leftRun.ts';
import { isInLinkedWorktree } from '../../app/linkedWorktree.ts';
import { configFileName } from '../../app/loadConfig.ts';
import { PlanRuns } from '../../app/planRuns.ts';
import type { Project, RunHandle } from '../../app/project.ts';
import { findNodeRuntime, type NodeRuntime } from '../../app/runners.ts';
import { lookAtRuns, watchRuns } from '../../app/watchRuns.ts';
import { DisposableStore, toDisposable, type Disposable } from '../../core/base/disposable.ts';
import { UserError, type ErrorTopic } from '../../core/base/userError.ts';
import type { Config } from '../../core/config/config.ts';
import type { JournalEvent } from '../../core/engine/events.ts';
import { toPlanView } from '../../core/projections/planView.ts';
import type { PlanView } from '../../shared/planView.ts';
import type { RunStatus } from '../../shared/status.ts';
import { inBackground, logFault } from '../inBackground.ts';
import type { AttemptTerminals } from '../terminals/attemptTerminals.ts';
import { coalesced } from './coalesced.ts';
import { CurrentRun } from './currentRun.ts';
import { FolderConfig } from './folderConfig.ts';
import { GonePlans } from './gonePlans.ts';
import { PlanFiles, type CheckedPlan, type PlanFilesOptions } from './planFiles.ts';
import { projectRuns } from './projectRuns.ts';
import { RunKeeper } from './runKeeper.ts';
import { RunPlayer, type StartOptions } from './runPlayer.ts';
import { settingLayers } from './settingLayers.ts';
import type { StatusChange } from './statusChange.ts';

/** What a repository needs of the window. */
export interface RepositorySurroundings {
  readonly log: vscode.LogOutputChannel;
  readonly terminals: AttemptTerminals;
  /** Of the workspace. */
  readonly memory: vscode.Memento;
  /** Other folders of the window in the same repository, for the one that stands for all of them. */
  readonly partsOf: (repository: Repository) => readonly Repository[];
  /** A run was interrupted, and may not be taken up unasked; or it could not be: `why` is a sentence. */
  readonly onLeft: (repository: Repository, left: LeftRun, why: string | null) => void;
}

/** A plan, and how its tasks stand. */
export interface PlanInRun {
  readonly checked: CheckedPlan;
  readonly view: PlanView;
  /** Of the run that tells how it stands, which may be an earlier one than the one that is shown; null: none has it. */
  readonly status: RunStatus | null;
}

/** One repository of the window, as one of its folders has it: its plans, its configuration, and the run that is played or followed. */
export class Repository implements Disposable {
  readonly folder: vscode.WorkspaceFolder;
  readonly plans: PlanFiles;
  readonly #around: RepositorySurroundings;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<StatusChange>());
  readonly #events = this.#disposables.add(new vscode.EventEmitter<JournalEvent>());
  readonly #current = new CurrentRun({
    onChange: (change) => {
      this.plans.setPlayed(this.status?.plans.map(({ path }) => path) ?? []);
      this.#changed.fire(change);
    },
    onRunEvent: (event) => {
      this.#events.fire(event);
    },
    onFault: (error) => {
      logFault(this.#around.log, error);
    },
  });
  readonly #player = new RunPlayer(
    this.#current,
    projectRuns({ project: () => this.requireProject(), playable: () => this.#playable() }),
  );
  readonly #opened = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #config: FolderConfig;
  readonly #gone: GonePlans;
  readonly #gitWatch = this.#disposables.add(new DisposableStore());
  #awaitsGit = false;
  #isDisposed = false;
  #project: Project | null = null;
  #planRuns: PlanRuns | null = null;
  #problem: { readonly message: string; readonly topic: ErrorTopic | null } | null = null;
  #mainFolder: vscode.Uri | null = null;
  #keeper: RunKeeper | null = null;
  #runtime: Promise<NodeRuntime> | null = null;
  /** At most 5 times a second. */
  readonly onDidChange = this.#changed.event;
  /** Every event of the run from the moment that it is followed; past ones by `handle.onEvent`. */
  readonly onRunEvent = this.#events.event;
  /** The project, the configuration or the problem is another one. */
  readonly onDidOpen = this.#opened.event;
  /** Tries again what was not possible before: no git, no commit, no trust. Does nothing when all is open. */
  readonly openProject = coalesced(() => this.#openProject());

  constructor(folder: vscode.WorkspaceFolder, around: RepositorySurroundings) {
    this.folder = folder;
    this.#around = around;
    this.#config = this.#disposables.add(new FolderConfig(folder.uri, around.log));
    this.plans = this.#disposables.add(new PlanFiles(folder.uri, plansOf(this.#config.config)));
    this.#gone = new GonePlans(this.plans);
  }

  get config(): Config {
    return this.#config.config;
  }

  /** What is wrong with the configuration; null when nothing is. The last good one counts until then. */
  get configProblem(): string | null {
    return this.#config.problem;
  }

  /** Where its `tutti.json` lies, or would: in the repository that the folder is a part of. */
  get configFile(): vscode.Uri {
    return vscode.Uri.joinPath(this.#config.root, configFileName);
  }

  /** Null while nothing may run here: untrusted, or no git repository (then `problem` says so). */
  get project(): Project | null {
    return this.#project;
  }

  /** One sentence that says why nothing can run here; null when it can. */
  get problem(): string | null {
    return this.#config.problem ?? this.#problem?.message ?? null;
  }

  /** What the problem is about. */
  get problemTopic(): ErrorTopic | null {
    return this.#config.problem === null ? (this.#problem?.topic ?? null) : 'config';
  }

  /** Where the runs are played when this folder is a worktree of that repository; null when it is the main one. */
  get mainFolder(): vscode.Uri | null {
    return this.#mainFolder;
  }

  /** The run that is played by this window, or followed; null before the first. */
  get handle(): RunHandle | null {
    return this.#current.handle;
  }

  get status(): RunStatus | null {
    return this.#current.status;
  }

  /** The files of its plans; also those of its parts, and where the run had them that are gone. */
  planUris(): readonly vscode.Uri[] {
    const places = [this, ...this.#around.partsOf(this)].map(({ plans }) => plans.all());
    const all = [...places.flat(), ...this.#gone.uris(this.status)];
    return [...new Map(all.map((uri) => [uri.toString(), uri])).values()];
  }

  /** Of the run that tells how a plan stands (`path` as in runs): an earlier one where the shown one lacks it; null: none. */
  statusOf(path: string): RunStatus | null {
    return this.#planRuns === null ? this.status : this.#planRuns.statusOf(path, this.status);
  }

  /** The plan with the states of its tasks, by `status`; null when neither its file nor the latest run has it. */
  view(uri: vscode.Uri): PlanInRun | null {
    const checked = this.plans.check(uri) ?? this.#gone.check(uri, this.status);
    if (checked === null) return null;
    const status = this.statusOf(checked.path);
    return { checked, status, view: toPlanView(checked.plan, checked.graph, status) };
  }

  /** Reads the configuration and finds the plans; opens git and the latest run in a trusted workspace. */
  async open(): Promise<void> {
    await this.#config.load();
    const configured = (): void => {
      inBackground(this.#configured(), this.#around.log);
    };
    this.#disposables.add(this.#config.onDidChange(configured));
    await this.plans.configure(plansOf(this.config));
    await this.openProject();
  }

  /**
   * Starts a run; one that is played here takes the plans in instead. Throws UserError when neither can be.
   */
  async start(options: StartOptions): Promise<RunHandle> {
    return this.#remembered(await this.#player.start(options));
  }

  /** Follows a run, the latest for null; the one that is played here is given as it is. */
  follow(run: string | null): Promise<RunHandle> {
    return this.#player.follow(run);
  }

  /** Goes on with a run that ended or was cut off; one that is played already is followed instead. */
  async resume(run: string, { asItWas = false }: { readonly asItWas?: boolean } = {}): Promise<RunHandle> {
    return this.#remembered(await this.#player.resume(run, asItWas));
  }

  requireProject(): Project {
    if (this.#project !== null) return this.#project;
    const why = vscode.workspace.isTrusted
      ? 'The repository is not open yet.'
      : 'This workspace is not trusted.';
    throw new UserError(this.problem ?? why, 2, this.problemTopic);
  }

  /** The Node that runners are started with; looked for once. */
  runtime(): Promise<NodeRuntime> {
    return (this.#runtime ??= findNodeRuntime(process.env, this.folder.uri.fsPath));
  }

  /** Lets go of the run, so that it can be taken up again, and of what is on its way; agents go on. */
  async detach(): Promise<void> {
    this.#keeper?.dispose();
    await this.#player.detach();
  }

  dispose(): void {
    this.#isDisposed = true;
    inBackground(this.detach(), this.#around.log);
    this.#disposables.dispose();
  }

  async #openProject(): Promise<void> {
    if (this.#project !== null || !vscode.workspace.isTrusted) return;
    const { uri } = this.folder;
    try {
      const project = await loadProject(uri);
      if (this.#isDisposed) return;
      if (isInLinkedWorktree(uri.fsPath)) {
        this.#mainFolder = vscode.Uri.file(project.root);
        const message = `This folder is a worktree of ${project.root}: plans are run there.`;
        this.#problem = { message, topic: 'worktree' };
      } else {
        this.#project = project;
        this.#planRuns = new PlanRuns(project.stateFolder);
        this.#problem = null;
        this.#gitWatch.dispose();
        const prefix = prefixOf(uri.fsPath, project.root);
        await this.plans.setPrefix(prefix, vscode.Uri.file(project.root));
        if (prefix !== '') await this.#config.lookIn(vscode.Uri.file(project.root));
        await this.#keep(project);
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#problem = { message: error.message, topic: error.topic };
      this.#awaitGit();
    }
    this.#opened.fire();
  }

  /** The project as it is at this moment, with terminals for its agents. */
  async #playable(): Promise<Project> {
    this.requireProject();
    if (this.#config.problem !== null) throw new UserError(this.#config.problem, 2, 'config');
    const { uri } = this.folder;
    const project = await loadProject(uri);
    this.#project = project;
    return { ...project, hosting: this.#around.terminals.hosting(await this.runtime()) };
  }

  #remembered(handle: RunHandle): RunHandle {
    if (handle.owned)
      inBackground(
        Promise.resolve(this.#around.memory.update(this.#memoryKey, handle.run)),
        this.#around.log,
      );
    return handle;
  }

  async #keep({ stateFolder }: Project): Promise<void> {
    const { memory, onLeft, log } = this.#around;
    this.#keeper?.dispose();
    this.#keeper = this.#disposables.add(
      new RunKeeper({
        runs: {
          now: () => lookAtRuns(stateFolder),
          watch: (listener) => watchRuns({ stateFolder }, listener),
          left: (run) => lookAtLeftRun(stateFolder, run),
        },
        current: this.#current,
        playedHere: (run) => memory.get(this.#memoryKey) === run,
        follow: (run) => this.follow(run),
        resume: (run) => this.resume(run, { asItWas: true }),
        offer: (left, why) => {
          onLeft(this, left, why);
        },
        onFault: (error) => {
          logFault(log, error);
        },
        later: (action, ms) => {
          const timer = setTimeout(action, ms);
          return toDisposable(() => {
            clearTimeout(timer);
          });
        },
      }),
    );
    await this.#keeper.open();
  }

  /** A repository that is made later, or gets its first commit, is opened by itself. */
  #awaitGit(): void {
    if (this.#awaitsGit) return;
    this.#awaitsGit = true;
    // Folders that `git init` has only just made may not be watched in time: the index stands beside HEAD, and a
    // commit writes it last.
    const pattern = new vscode.RelativePattern(this.folder, '.git/{HEAD,index,refs/heads/**}');
    const watcher = this.#gitWatch.add(vscode.workspace.createFileSystemWatcher(pattern));
    const again = (): void => {
      inBackground(this.openProject(), this.#around.log);
    };
    for (const event of [watcher.onDidCreate, watcher.onDidChange]) event(again);
  }

  async #configured(): Promise<void> {
    await this.plans.configure(plansOf(this.config));
    // What was in the way may have been the configuration itself.
    if (this.#project === null) await this.openProject();
    else this.#project = { ...this.#project, config: this.config };
    this.#opened.fire();
  }

  get #memoryKey(): string {
    return `tutti.played ${vscode.Uri.file(this.requireProject().root).toString()}`;
  }
}

function plansOf({ plans, agents }: Config): PlanFilesOptions {
  return { globs: plans, names: { agents: Object.keys(agents), pools: null, skills: null } };
}

/** Of a folder in its repository, e.g. `parts/app/`; empty for the repository itself, by whatever path. */
function prefixOf(folder: string, root: string): string {
  const path = relative(realpathSync(root), realpathSync(folder)).split(sep).join('/');
  return path === '' ? '' : `${path}/`;
}

/** Git and what plays runs are loaded with the first project: most windows that know a plan run nothing. */
async function loadProject(uri: vscode.Uri): Promise<Project> {
  const { openProject } = await import('../../app/openProject.ts');
  return openProject(uri.fsPath, settingLayers(uri));
}
