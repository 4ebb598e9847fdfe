import * as vscode from 'vscode';
import { DisposableStore, toDisposable, type Disposable } from '../../core/base/disposable.ts';
import { hourAndMinuteText } from '../../shared/dashboard/quantities.ts';
import { isUnderWay } from '../../shared/runState.ts';
import type { HostServices } from '../hostServices.ts';
import { eachRepository } from '../repository/eachRepository.ts';
import type { Repositories } from '../repository/repositories.ts';
import type { Repository } from '../repository/repository.ts';
import { FollowedHistory } from './followedHistory.ts';
import { obstacleOf, problemOf } from './obstacle.ts';
import { planFlaw } from './planFlaw.ts';
import type { FolderModel, PlanModel, WindowModel } from './windowModel.ts';

const beatMs = 250;
/** How often texts such as `4m` are looked at while nothing else changes. */
const tickMs = 15_000;

/** All that the views show, and when to look again: at most four times a second. */
export class WindowWatch implements Disposable {
  readonly #repositories: Repositories;
  readonly #histories = new Map<Repository, FollowedHistory>();
  readonly #disposables = new DisposableStore();
  readonly #beats = this.#disposables.add(new vscode.EventEmitter<WindowModel>());
  #model: WindowModel | null = null;
  #timer: NodeJS.Timeout | null = null;
  #tick: NodeJS.Timeout | null = null;
  #beatAt = 0;
  readonly onBeat = this.#beats.event;

  constructor({ repositories }: HostServices) {
    this.#repositories = repositories;
    this.#disposables.add(toDisposable(() => this.#stopTimers()));
    this.#disposables.add(repositories.onDidChange(() => this.#changed()));
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed()));
    const { onDidEndTerminalShellExecution, onDidCloseTerminal, onDidChangeWindowState } = vscode.window;
    // What installs an agent is a command in a terminal, or outside of the window.
    for (const event of [onDidEndTerminalShellExecution, onDidCloseTerminal, onDidChangeWindowState])
      this.#disposables.add(event(() => this.#lookForAgents()));
    this.#disposables.add(eachRepository(repositories, (repository) => this.#watch(repository)));
  }

  /** As of the last beat; the same object until the next one. */
  model(): WindowModel {
    return (this.#model ??= this.#look());
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #watch(repository: Repository): Disposable {
    const watching = new DisposableStore();
    const history = watching.add(new FollowedHistory(hourAndMinuteText));
    this.#histories.set(repository, history);
    watching.add(toDisposable(() => this.#histories.delete(repository)));
    const changed = (): void => {
      history.follow(repository.handle);
      this.#changed();
    };
    watching.add(repository.onDidChange(changed));
    watching.add(repository.onDidOpen(changed));
    watching.add(repository.plans.onDidChange(changed));
    changed();
    return watching;
  }

  #changed(): void {
    // At once after a quiet time: what happens should be seen without a wait.
    this.#timer ??= setTimeout(() => this.#beat(), Math.max(0, this.#beatAt + beatMs - Date.now()));
  }

  #lookForAgents(): void {
    if (this.#model?.folders.some(({ obstacle }) => obstacle === 'noAgent') === true) this.#changed();
  }

  #beat(): void {
    this.#stopTimers();
    this.#beatAt = Date.now();
    this.#model = this.#look();
    this.#beats.fire(this.#model);
    const isLive = this.#model.folders.some(({ status }) => status !== null && isUnderWay(status.state));
    if (isLive) this.#tick = setTimeout(() => this.#beat(), tickMs);
  }

  #stopTimers(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#tick !== null) clearTimeout(this.#tick);
    this.#timer = null;
    this.#tick = null;
  }

  #look(): WindowModel {
    const folders = this.#repositories.distinct().map((repository) => this.#folder(repository));
    return { now: Date.now(), folders };
  }

  #folder(repository: Repository): FolderModel {
    const { folder, plans, status } = repository;
    const inRun = new Set(status?.plans.map(({ path }) => path));
    const models = repository.planUris().flatMap((uri): PlanModel | readonly PlanModel[] => {
      const path = plans.pathOf(uri);
      if (path === null) return [];
      return {
        ...{ uri: uri.toString(), path },
        view: once(() => repository.view(uri)?.view ?? null),
        flaw: () => planFlaw(uri, repository.plans.check(uri)),
      };
    });
    return {
      folder: folder.uri.toString(),
      name: folder.name,
      plans: [
        ...models.filter(({ path }) => inRun.has(path)),
        ...models.filter(({ path }) => !inRun.has(path)),
      ],
      status,
      activity: this.#histories.get(repository)?.latest() ?? [],
      problem: problemOf(repository),
      obstacle: obstacleOf(repository),
    };
  }
}

function once<Value>(find: () => Value): () => Value {
  let found: { readonly value: Value } | null = null;
  return () => (found ??= { value: find() }).value;
}
