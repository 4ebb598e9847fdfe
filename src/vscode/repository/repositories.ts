import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import { inBackground, logFault } from '../inBackground.ts';
import { Repository, type RepositorySurroundings } from './repository.ts';
import { bySameRepository } from './sameRepository.ts';

/** The repositories of the window, one a workspace folder. */
export class Repositories implements Disposable {
  readonly #byFolder = new Map<string, Repository>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables = new DisposableStore();
  readonly #around: RepositorySurroundings;
  readonly #offered = new Set<string>();
  /** A repository came or went, can be played now, or can't any more. */
  readonly onDidChange = this.#changed.event;

  constructor(around: Omit<RepositorySurroundings, 'partsOf'>) {
    this.#around = {
      ...around,
      partsOf: (repository) => this.#partsOf(repository),
      onLeft: (repository, left, why) => {
        // Each folder of a repository finds it.
        const key = `${repository.requireProject().root} ${left.run}`;
        if (this.#offered.has(key)) return;
        this.#offered.add(key);
        around.onLeft(repository, left, why);
      },
    };
    const again = (): void => {
      inBackground(this.#openProjects(), around.log);
    };
    this.#disposables.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        inBackground(this.openAll(), around.log);
      }),
    );
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(again));
    // What was in the way (no git, no commit) may have been dealt with elsewhere.
    this.#disposables.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) again();
      }),
    );
  }

  /** One a folder. */
  all(): readonly Repository[] {
    return [...this.#byFolder.values()];
  }

  /** One a repository, for what is told, counted or asked once a run: it has the plans of its other folders as well. */
  distinct(): readonly Repository[] {
    return bySameRepository(this.all()).map(([outermost]) => outermost);
  }

  /** The repository that a file belongs to. */
  of(uri: vscode.Uri): Repository | null {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder === undefined ? null : (this.#byFolder.get(folder.uri.toString()) ?? null);
  }

  /** What is wrong with the configuration of a folder, one sentence each. */
  problems(): ReadonlyMap<string, string> {
    return new Map(
      this.all().flatMap(({ folder, configProblem }) =>
        configProblem === null ? [] : [[folder.uri.toString(), configProblem] as const],
      ),
    );
  }

  /** Brings the repositories in line with the window's folders; one that can't be opened keeps no other one from it. */
  async openAll(): Promise<void> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const present = new Set(folders.map(({ uri }) => uri.toString()));
    for (const [key, repository] of this.#byFolder) {
      if (present.has(key)) continue;
      this.#byFolder.delete(key);
      repository.dispose();
    }
    await Promise.all(folders.map((folder) => this.#open(folder)));
    this.#changed.fire();
  }

  /** Lets go of every run that this window plays; agents go on. */
  async detach(): Promise<void> {
    await Promise.all(this.all().map((repository) => repository.detach()));
  }

  dispose(): void {
    this.#disposables.dispose();
    for (const repository of this.#byFolder.values()) repository.dispose();
    this.#byFolder.clear();
    this.#changed.dispose();
  }

  #partsOf(repository: Repository): readonly Repository[] {
    const group = bySameRepository(this.all()).find(([outermost]) => outermost === repository);
    return group?.slice(1) ?? [];
  }

  async #open(folder: vscode.WorkspaceFolder): Promise<void> {
    const key = folder.uri.toString();
    if (this.#byFolder.has(key)) return;
    const repository = new Repository(folder, this.#around);
    this.#byFolder.set(key, repository);
    await this.#try(() => repository.open());
    repository.onDidOpen(() => this.#changed.fire());
  }

  async #openProjects(): Promise<void> {
    for (const repository of this.all()) await this.#try(() => repository.openProject());
  }

  async #try(open: () => Promise<void>): Promise<void> {
    try {
      await open();
    } catch (error) {
      logFault(this.#around.log, error);
    }
  }
}
