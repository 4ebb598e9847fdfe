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
  readonly #views = new DisposableStore();
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
    for (const view of Object.values(viewIds)) {
      this.#views.add(
        vscode.window.registerTreeDataProvider(
          view,
          emptyUntil(() => this.load()),
        ),
      );
    }
  }

  /** The rest of the extension; loaded once. */
  load(): Promise<Host> {
    return (this.#host ??= this.#start());
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
    const { startHost } = await import('./host.ts');
    // The real views take these ids over.
    this.#views.dispose();
    this.#loaded = await startHost(this.#context);
    this.#loaded.onRunChange((change) => this.#runChanged.fire(change));
    return this.#loaded;
  }
}

/** A view that shows its welcome until the extension, which it loads when it is looked at, takes over. */
function emptyUntil(load: () => Promise<unknown>): vscode.TreeDataProvider<never> {
  return {
    getTreeItem: (row: never) => row,
    getChildren: () => {
      void load();
      return [];
    },
  };
}
