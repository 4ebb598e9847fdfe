import { availableParallelism } from 'node:os';
import * as vscode from 'vscode';
import { configFileName, formatProblem, loadConfig } from '../../app/loadConfig.ts';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import { UserError } from '../../core/base/userError.ts';
import type { Config } from '../../core/config/config.ts';
import { resolveConfig } from '../../core/config/resolve.ts';
import { settingLayers } from './settingLayers.ts';

/** The configuration of a folder, kept current; what can't be read leaves the last good one. */
export class FolderConfig implements Disposable {
  readonly #folder: vscode.Uri;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables = new DisposableStore();
  #config = builtIn();
  #problem: string | null = null;
  #loading: Promise<void> = Promise.resolve();
  readonly onDidChange = this.#changed.event;

  constructor(folder: vscode.Uri) {
    this.#folder = folder;
    const file = new vscode.RelativePattern(folder, configFileName);
    const watcher = this.#disposables.add(vscode.workspace.createFileSystemWatcher(file));
    const changed = (): void => void this.load();
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) event(changed);
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('tutti', folder)) changed();
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

  /** Reads it again; one reading after the other. */
  load(): Promise<void> {
    return (this.#loading = this.#loading.then(() => this.#load()));
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#changed.dispose();
  }

  async #load(): Promise<void> {
    const before = JSON.stringify([this.#config, this.#problem]);
    const loaded = await read(this.#folder);
    this.#problem = loaded instanceof UserError ? loaded.message : null;
    if (!(loaded instanceof UserError)) this.#config = loaded;
    if (JSON.stringify([this.#config, this.#problem]) !== before) this.#changed.fire();
  }
}

async function read(folder: vscode.Uri): Promise<Config | UserError> {
  try {
    const loaded = await loadConfig(folder.fsPath, settingLayers(folder));
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
