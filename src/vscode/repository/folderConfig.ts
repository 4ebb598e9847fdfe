import { availableParallelism } from 'node:os';
import * as vscode from 'vscode';
import { configFileName, formatProblem, loadConfig } from '../../app/loadConfig.ts';
import { DisposableStore, toDisposable, type Disposable } from '../../core/base/disposable.ts';
import { UserError } from '../../core/base/userError.ts';
import type { Config } from '../../core/config/config.ts';
import { resolveConfig } from '../../core/config/resolve.ts';
import { inBackground, type FaultLog } from '../inBackground.ts';
import { coalesced } from './coalesced.ts';
import { settingLayers } from './settingLayers.ts';

/**
 * The configuration of a folder, kept current; what can't be read leaves the last good one. Its file lies in the folder
 * itself, until it is known which repository that is a part of.
 */
export class FolderConfig implements Disposable {
  readonly #folder: vscode.Uri;
  readonly #log: FaultLog;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables = new DisposableStore();
  #root: vscode.Uri;
  #watcher: Disposable;
  #config = builtIn();
  #problem: string | null = null;
  readonly onDidChange = this.#changed.event;
  /** Reads it again; one reading after the other. */
  readonly load = coalesced(() => this.#load());

  constructor(folder: vscode.Uri, log: FaultLog) {
    this.#folder = folder;
    this.#log = log;
    this.#root = folder;
    this.#watcher = this.#watch();
    this.#disposables.add(toDisposable(() => this.#watcher.dispose()));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('tutti', folder)) inBackground(this.load(), log);
      }),
    );
  }

  get config(): Config {
    return this.#config;
  }

  /** What is wrong with `tutti.json` or a setting; null when nothing is. */
  get problem(): string | null {
    return this.#problem;
  }

  /** The folder whose file counts. */
  get root(): vscode.Uri {
    return this.#root;
  }

  /** The folder is a part of the repository that lies there: that one's file counts from now on. */
  async lookIn(root: vscode.Uri): Promise<void> {
    if (root.fsPath === this.#root.fsPath) return;
    this.#watcher.dispose();
    this.#root = root;
    this.#watcher = this.#watch();
    await this.load();
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#changed.dispose();
  }

  #watch(): Disposable {
    const file = new vscode.RelativePattern(this.#root, configFileName);
    const watcher = vscode.workspace.createFileSystemWatcher(file);
    const changed = (): void => {
      inBackground(this.load(), this.#log);
    };
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) event(changed);
    return watcher;
  }

  async #load(): Promise<void> {
    const before = JSON.stringify([this.#config, this.#problem]);
    const loaded = await read(this.#root, this.#folder);
    this.#problem = loaded instanceof UserError ? loaded.message : null;
    if (!(loaded instanceof UserError)) this.#config = loaded;
    if (JSON.stringify([this.#config, this.#problem]) !== before) this.#changed.fire();
  }
}

async function read(root: vscode.Uri, folder: vscode.Uri): Promise<Config | UserError> {
  try {
    const loaded = await loadConfig(root.fsPath, settingLayers(folder));
    if (loaded.ok) return loaded.value.config;
    return new UserError(loaded.problems.map(formatProblem).join('\n'));
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

function builtIn(): Config {
  const resolved = resolveConfig({}, { cores: availableParallelism() });
  if (!resolved.ok) throw new Error('the built-in configuration makes no sense');
  return resolved.value;
}
