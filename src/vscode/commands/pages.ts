import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';

/** A read-only text that the extension tells: a report, a forecast, what was checked. */
export interface Page {
  /** Unique; the name of the editor's tab, with its ending. */
  readonly name: string;
  /** Asked again after each change. */
  readonly text: () => string;
  /** Markdown that is shown as it reads, not as it is written. */
  readonly rendered?: true;
  /** When the text may have changed; without it the page stands still. */
  readonly changes?: (listener: () => void) => Disposable;
}

const scheme = 'tutti-page';
const maxPages = 30;

interface Kept extends Page {
  readonly listening: DisposableStore;
}

/** The latest pages; a preview may ask for one again long after its document was closed. Their texts are never files, so that nothing asks to save them. */
export class Pages implements vscode.TextDocumentContentProvider, Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #kept = new Map<string, Kept>();
  readonly #registered = new DisposableStore();
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registered.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
  }

  provideTextDocumentContent({ path }: vscode.Uri): string {
    return this.#kept.get(path)?.text() ?? 'This page was closed: run its command again.\n';
  }

  /** Opens a page in the active column. */
  async show(page: Page): Promise<void> {
    const uri = this.#keep(page);
    if (page.rendered === true && (await preview(uri))) return;
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  dispose(): void {
    for (const path of [...this.#kept.keys()]) this.#drop(path);
    this.#registered.dispose();
    this.#changed.dispose();
  }

  #keep(page: Page): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${page.name}` });
    this.#drop(uri.path);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= maxPages) this.#drop(oldest);
    const listening = new DisposableStore();
    if (page.changes !== undefined) listening.add(page.changes(() => this.#changed.fire(uri)));
    this.#kept.set(uri.path, { ...page, listening });
    // A page of this name may be open already.
    this.#changed.fire(uri);
    return uri;
  }

  #drop(path: string): void {
    this.#kept.get(path)?.listening.dispose();
    this.#kept.delete(path);
  }
}

/** False where markdown has no preview: it is an extension of its own, and can be off. */
async function preview(uri: vscode.Uri): Promise<boolean> {
  if (vscode.extensions.getExtension('vscode.markdown-language-features') === undefined) return false;
  // Without the lock it would show whichever markdown file is looked at next.
  await vscode.commands.executeCommand('markdown.showPreview', uri, null, { locked: true });
  return true;
}
