import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/base/disposable.ts';
import type { TuttiApi, TuttiChange } from './api.ts';
import { createApi } from './createApi.ts';
import type { Host } from './host.ts';
import { commandEntries } from './manifest/commands.ts';
import { viewIds } from './manifest/views.ts';

/**
 * Stands for the extension until somebody needs it: activation costs next to nothing in a folder without a plan. A
 * command, a look at one of the views, or a plan loads the rest.
 */
export class LazyHost implements Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #commands = new DisposableStore();
  #views: Disposable;
  readonly #runChanged = new vscode.EventEmitter<TuttiChange>();
  /** What other extensions get. */
  readonly api: TuttiApi = createApi(() => this.load(), this.#runChanged.event);
  #host: Promise<Host> | null = null;
  #loaded: Host | null = null;

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
    for (const [id] of commandEntries) {
      const run = async (...args: readonly unknown[]) => (await this.load()).runCommand(id, args);
      this.#commands.add(vscode.commands.registerCommand(id, run));
    }
    this.#views = standIns(() => this.loadSoon());
  }

  /** The rest of the extension; loaded once. What could not be loaded is tried again the next time. */
  load(): Promise<Host> {
    return (this.#host ??= this.#start());
  }

  /** Loads it for nobody who waits: says what went wrong. */
  loadSoon(): void {
    void this.load().catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(`Tutti could not start: ${why}`);
    });
  }

  /** Lets go of the runs that this window plays, without ending their agents. */
  async detach(): Promise<void> {
    await this.#loaded?.detach();
  }

  dispose(): void {
    this.#loaded?.dispose();
    this.#runChanged.dispose();
    this.#views.dispose();
    this.#commands.dispose();
  }

  async #start(): Promise<Host> {
    try {
      const { startHost } = await import('./host.ts');
      // The real views take these ids over.
      this.#views.dispose();
      this.#loaded = await startHost(this.#context);
    } catch (error) {
      this.#host = null;
      // They are looked at right away: only a command, or the next plan, tries again.
      this.#views = standIns(() => undefined);
      throw error;
    }
    this.#loaded.onRunChange((change) => this.#runChanged.fire(change));
    return this.#loaded;
  }
}

/** Views that show their welcome, and tell when they are looked at, until the real ones take over. */
function standIns(onLook: () => void): Disposable {
  const empty: vscode.TreeDataProvider<never> = {
    getTreeItem: (row: never) => row,
    getChildren: () => {
      onLook();
      return [];
    },
  };
  const views = new DisposableStore();
  for (const view of Object.values(viewIds)) views.add(vscode.window.registerTreeDataProvider(view, empty));
  return views;
}
