import { readFileSync, statSync } from 'node:fs';
import picomatch from 'picomatch';
import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import { checkPlan } from '../../core/graph/checkPlan.ts';
import type { PlanGraph } from '../../core/graph/graph.ts';
import type { KnownNames, Plan } from '../../core/plan/plan.ts';
import { saysTutti } from '../saysTutti.ts';

/** A plan as it stands in the editor, or on disk when it is not open. */
export interface CheckedPlan {
  readonly uri: vscode.Uri;
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly plan: Plan;
  readonly graph: PlanGraph;
}

interface Kept {
  /** Null: it is not open. Versions count anew when it is opened again. */
  readonly document: vscode.TextDocument | null;
  /** Document version, or modification time. */
  readonly stamp: string;
  readonly checked: CheckedPlan;
}

/** What the configuration says about plans. */
export interface PlanFilesOptions {
  readonly globs: readonly string[];
  readonly names: KnownNames;
}

const maxFiles = 500;

/** The plans of one repository: which files they are, and each parsed once a version. */
export class PlanFiles implements Disposable {
  readonly #folder: vscode.Uri;
  readonly #kept = new Map<string, Kept>();
  readonly #found = new Set<string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri | null>();
  readonly #listening: readonly Disposable[];
  #options: PlanFilesOptions;
  #matches: (path: string) => boolean;
  #watchers: readonly Disposable[];
  /** Of the folder in its repository: empty, or `parts/app/`. */
  #prefix = '';
  /** A plan's text changed, or (null) which files are plans. */
  readonly onDidChange = this.#changed.event;

  constructor(folder: vscode.Uri, options: PlanFilesOptions) {
    this.#folder = folder;
    this.#options = options;
    this.#matches = matcherOf(options);
    this.#watchers = this.#watch();
    this.#listening = [
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (this.isPlan(document)) this.#add(document.uri);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        if (!this.isPlan(document)) this.#remove(document.uri);
        else if (this.#found.has(document.uri.toString())) this.#changed.fire(document.uri);
        else this.#add(document.uri);
      }),
    ];
  }

  /** The configuration changed: looks for all plans anew. */
  async configure(options: PlanFilesOptions): Promise<void> {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#options = options;
    this.#matches = matcherOf(options);
    this.#watchers = this.#watch();
    this.#kept.clear();
    this.#found.clear();
    await this.find();
  }

  /** The folder is a part of a repository: paths of plans are relative to that. */
  setPrefix(prefix: string): void {
    if (prefix === this.#prefix) return;
    this.#prefix = prefix;
    this.#kept.clear();
    this.#changed.fire(null);
  }

  /** Looks for all plans once; later ones come by themselves. */
  async find(): Promise<void> {
    const pattern = new vscode.RelativePattern(this.#folder, `{${this.#options.globs.join(',')}}`);
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
    return saysTutti(document);
  }

  /** By its place alone. */
  isInPlace(uri: vscode.Uri): boolean {
    const path = this.#pathInFolder(uri);
    return path !== null && this.#matches(path);
  }

  /** Relative to the repository, with `/`; null outside of it. */
  pathOf(uri: vscode.Uri): string | null {
    const path = this.#pathInFolder(uri);
    return path === null ? null : `${this.#prefix}${path}`;
  }

  /** `path` is relative to the repository. */
  uriOf(path: string): vscode.Uri {
    const up = '../'.repeat(this.#prefix.split('/').length - 1);
    const inFolder = path.startsWith(this.#prefix) ? path.slice(this.#prefix.length) : `${up}${path}`;
    return vscode.Uri.joinPath(this.#folder, inFolder);
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
    const document = open ?? null;
    if (kept?.stamp === stamp && kept.document === document) return kept.checked;
    const text = open === undefined ? readFileSync(uri.fsPath, 'utf8') : open.getText();
    const checked = { uri, path, ...checkPlan(text, { path, names: this.#options.names }) };
    this.#kept.set(key, { document, stamp, checked });
    return checked;
  }

  dispose(): void {
    for (const one of [...this.#watchers, ...this.#listening]) one.dispose();
    this.#changed.dispose();
    this.#kept.clear();
  }

  #watch(): readonly Disposable[] {
    return this.#options.globs.map((glob) => {
      const watcher = vscode.workspace.createFileSystemWatcher(
        new vscode.RelativePattern(this.#folder, glob),
      );
      watcher.onDidCreate((uri) => this.#add(uri));
      watcher.onDidDelete((uri) => this.#remove(uri));
      watcher.onDidChange((uri) => this.#changed.fire(uri));
      return watcher;
    });
  }

  #pathInFolder(uri: vscode.Uri): string | null {
    const { path } = this.#folder;
    return uri.path.startsWith(`${path}/`) ? uri.path.slice(path.length + 1) : null;
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

function matcherOf({ globs }: PlanFilesOptions): (path: string) => boolean {
  return picomatch([...globs], { dot: true });
}

function modificationOf(uri: vscode.Uri): string | null {
  const stat = statSync(uri.fsPath, { throwIfNoEntry: false });
  return stat === undefined ? null : `modified ${String(stat.mtimeMs)} ${String(stat.size)}`;
}
