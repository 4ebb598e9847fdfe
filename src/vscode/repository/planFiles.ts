import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import { checkPlan } from '../../core/graph/checkPlan.ts';
import type { PlanGraph } from '../../core/graph/graph.ts';
import type { KnownNames, Plan } from '../../core/plan/plan.ts';

/** A plan as it stands in the editor, or on disk when it is not open. */
export interface CheckedPlan {
  readonly uri: vscode.Uri;
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly plan: Plan;
  readonly graph: PlanGraph;
}

interface Kept {
  /** Document version, or modification time. */
  readonly stamp: string;
  readonly checked: CheckedPlan;
}

export interface PlanFilesOptions {
  readonly root: string;
  readonly globs: readonly string[];
  readonly names: KnownNames;
}

const maxFiles = 500;
/** Where front matter is looked for. */
const head = new vscode.Range(0, 0, 50, 0);
const frontMatterSays = /^---\r?\n(?:(?!---).*\r?\n)*?tutti:\s*true\s*(?:#.*)?\r?\n/;

/** The plans of one repository: which files they are, and each parsed once a version. */
export class PlanFiles implements Disposable {
  readonly #options: PlanFilesOptions;
  readonly #matches: (path: string) => boolean;
  readonly #kept = new Map<string, Kept>();
  readonly #found = new Set<string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri | null>();
  readonly #watchers: readonly Disposable[];
  /** A plan's text changed, or (null) which files are plans. */
  readonly onDidChange = this.#changed.event;

  constructor(options: PlanFilesOptions) {
    this.#options = options;
    this.#matches = picomatch([...options.globs], { dot: true });
    const folder = vscode.Uri.file(options.root);
    const watchers = options.globs.map((glob) => {
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, glob));
      watcher.onDidCreate((uri) => this.#add(uri));
      watcher.onDidDelete((uri) => this.#remove(uri));
      watcher.onDidChange((uri) => this.#changed.fire(uri));
      return watcher;
    });
    this.#watchers = [
      ...watchers,
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (this.isPlan(document)) this.#add(document.uri);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0 || !this.isPlan(document)) return;
        if (this.#found.has(document.uri.toString())) this.#changed.fire(document.uri);
        else this.#add(document.uri);
      }),
    ];
  }

  /** Looks for all plans once; later ones come by themselves. */
  async find(): Promise<void> {
    const folder = vscode.Uri.file(this.#options.root);
    const pattern = new vscode.RelativePattern(folder, `{${this.#options.globs.join(',')}}`);
    const uris = await vscode.workspace.findFiles(pattern, '**/node_modules/**', maxFiles);
    for (const uri of uris) this.#found.add(uri.toString());
    for (const document of vscode.workspace.textDocuments) {
      if (this.isPlan(document)) this.#found.add(document.uri.toString());
    }
    this.#changed.fire(null);
  }

  all(): readonly vscode.Uri[] {
    return [...this.#found].sort().map((text) => vscode.Uri.parse(text));
  }

  /** By its place, or by `tutti: true` in its front matter. */
  isPlan(document: vscode.TextDocument): boolean {
    if (document.uri.scheme !== 'file') return false;
    if (this.pathOf(document.uri) === null) return false;
    if (this.isInPlace(document.uri)) return true;
    return document.languageId === 'markdown' && frontMatterSays.test(document.getText(head));
  }

  /** By its place alone. */
  isInPlace(uri: vscode.Uri): boolean {
    const path = this.pathOf(uri);
    return path !== null && this.#matches(path);
  }

  /** Relative to the repository, with `/`; null outside of it. */
  pathOf(uri: vscode.Uri): string | null {
    const root = vscode.Uri.file(this.#options.root).path;
    return uri.path.startsWith(`${root}/`) ? uri.path.slice(root.length + 1) : null;
  }

  uriOf(path: string): vscode.Uri {
    return vscode.Uri.file(join(this.#options.root, path));
  }

  /** The plan as it is now; null when the file is gone or outside of the repository. */
  check(uri: vscode.Uri): CheckedPlan | null {
    const path = this.pathOf(uri);
    if (path === null) return null;
    const key = uri.toString();
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
    const stamp = open === undefined ? modificationOf(uri) : `version ${String(open.version)}`;
    if (stamp === null) return null;
    const kept = this.#kept.get(key);
    if (kept?.stamp === stamp) return kept.checked;
    const text = open === undefined ? readFileSync(uri.fsPath, 'utf8') : open.getText();
    const checked = { uri, path, ...checkPlan(text, { path, names: this.#options.names }) };
    this.#kept.set(key, { stamp, checked });
    return checked;
  }

  dispose(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#changed.dispose();
    this.#kept.clear();
  }

  #add(uri: vscode.Uri): void {
    if (this.#found.size >= maxFiles || this.#found.has(uri.toString())) return;
    this.#found.add(uri.toString());
    this.#changed.fire(null);
  }

  #remove(uri: vscode.Uri): void {
    this.#kept.delete(uri.toString());
    if (this.#found.delete(uri.toString())) this.#changed.fire(null);
  }
}

function modificationOf(uri: vscode.Uri): string | null {
  const stat = statSync(uri.fsPath, { throwIfNoEntry: false });
  return stat === undefined ? null : `modified ${String(stat.mtimeMs)} ${String(stat.size)}`;
}
