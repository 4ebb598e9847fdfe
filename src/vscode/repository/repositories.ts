import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import { UserError } from '../../core/base/userError.ts';
import { openRepository, type Repository } from './repository.ts';

/** The repositories of the window, one a workspace folder. */
export class Repositories implements Disposable {
  readonly #byFolder = new Map<string, Repository>();
  readonly #problems = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #log: vscode.LogOutputChannel;
  /** A repository came or went. */
  readonly onDidChange = this.#changed.event;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  all(): readonly Repository[] {
    return [...this.#byFolder.values()];
  }

  /** The repository that a file belongs to. */
  of(uri: vscode.Uri): Repository | null {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder === undefined ? null : (this.#byFolder.get(folder.uri.toString()) ?? null);
  }

  /** Why a folder has no repository here, one sentence each. */
  problems(): ReadonlyMap<string, string> {
    return this.#problems;
  }

  async openAll(): Promise<void> {
    for (const folder of vscode.workspace.workspaceFolders ?? []) await this.#open(folder);
    this.#changed.fire();
  }

  /** Lets go of every run that this window plays; agents go on. */
  async detach(): Promise<void> {
    await Promise.all(this.all().map(async ({ handle }) => handle?.detach()));
  }

  dispose(): void {
    for (const repository of this.#byFolder.values()) repository.dispose();
    this.#byFolder.clear();
    this.#changed.dispose();
  }

  async #open(folder: vscode.WorkspaceFolder): Promise<void> {
    if (folder.uri.scheme !== 'file') return;
    const key = folder.uri.toString();
    if (this.#byFolder.has(key)) return;
    try {
      this.#byFolder.set(key, await openRepository(folder));
      this.#problems.delete(key);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#problems.set(key, error.message);
      this.#log.warn(error.message);
    }
  }
}
