import { existsSync } from 'node:fs';
import picomatch from 'picomatch';
import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import { checkPlan } from '../../core/graph/checkPlan.ts';
import type { PlanGraph } from '../../core/graph/graph.ts';
import type { KnownNames, Plan } from '../../core/plan/plan.ts';
import { filePattern } from './filePattern.ts';
import { globsInside } from './globsInside.ts';
import { stampOf, textOf } from './planOnDisk.ts';
import { PlanPaths } from './planPaths.ts';
import { PlanSet } from './planSet.ts';
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

/** Of one glob. */
const maxFiles = 500;

/** The plans of one repository: which files they are, and each parsed once a version. */
export class PlanFiles implements Disposable {
  readonly #folder: vscode.Uri;
  readonly #kept = new Map<string, Kept>();
  readonly #found = new PlanSet();
  readonly #changed = new vscode.EventEmitter<vscode.Uri | null>();
  readonly #listening: readonly Disposable[];
  #options: PlanFilesOptions;
  /** As they are in the folder. */
  #globs: readonly string[];
  #matches: (path: string) => boolean;
  #watchers: readonly Disposable[];
  #paths: PlanPaths;
  /** Paths of the plans that the run has, by the text of their URIs. */
  #played: ReadonlyMap<string, string> = new Map();
  /** A plan's text changed, or (null) which files are plans. */
  readonly onDidChange = this.#changed.event;

  constructor(folder: vscode.Uri, options: PlanFilesOptions) {
    this.#folder = folder;
    this.#paths = new PlanPaths(folder.path, '', folder.path);
    this.#options = options;
    this.#globs = options.globs;
    this.#matches = matcherOf(this.#globs);
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

  /** The configuration changed: looks for all plans anew. Those that were known are so until they are found. */
  async configure(options: PlanFilesOptions): Promise<void> {
    this.#options = options;
    this.#globs = globsInside(options.globs, this.#paths.prefix);
    this.#matches = matcherOf(this.#globs);
    this.#watchAnew();
    this.#kept.clear();
    const isLatest = await this.#found.search(
      () => this.#find(),
      (key) => this.#saysSo(key),
    );
    if (isLatest) this.#changed.fire(null);
  }

  /** The folder is a part of the repository that lies there: paths of plans are relative to that. */
  async setPrefix(prefix: string, root: vscode.Uri): Promise<void> {
    if (prefix === this.#paths.prefix) return;
    this.#paths = new PlanPaths(this.#folder.path, prefix, root.path);
    await this.configure(this.#options);
  }

  /** What the run has that is shown (paths as in runs): these are plans as well, wherever they lie. */
  setPlayed(paths: readonly string[]): void {
    const before = this.#played;
    const played = new Map(paths.map((path) => [this.uriOf(path).toString(), path]));
    if ([...played.keys()].join('\n') === [...before.keys()].join('\n')) return;
    this.#played = played;
    for (const key of before.keys()) if (!this.#stays(key)) this.#found.delete(key);
    this.#watchAnew();
    this.#changed.fire(null);
  }

  /** Of the folder in its repository, e.g. `parts/app/`; empty for the repository itself. */
  get prefix(): string {
    return this.#paths.prefix;
  }

  all(): readonly vscode.Uri[] {
    const found = this.#found.all().map((text) => vscode.Uri.parse(text));
    const played = this.#playedUris().filter((uri) => !this.#found.has(uri.toString()));
    return [...found, ...played.filter(({ fsPath }) => existsSync(fsPath))];
  }

  /** Where plans lie, relative to the folder. */
  globs(): readonly string[] {
    return this.#globs;
  }

  /** By its place, by `tutti: true` in its front matter, or as the run has it. */
  isPlan(document: vscode.TextDocument): boolean {
    const { uri } = document;
    if (uri.scheme !== 'file') return false;
    if (this.#played.has(uri.toString()) || this.isInPlace(uri)) return true;
    return this.#paths.inFolder(uri.path) !== null && saysTutti(document);
  }

  /** By its place alone. */
  isInPlace(uri: vscode.Uri): boolean {
    const path = this.#paths.inFolder(uri.path);
    return path !== null && this.#matches(path);
  }

  /** Relative to the repository, with `/`; null outside of it, where the run has no such plan. */
  pathOf(uri: vscode.Uri): string | null {
    return this.#paths.inRepository(uri.path) ?? this.#played.get(uri.toString()) ?? null;
  }

  /** `path` is relative to the repository. */
  uriOf(path: string): vscode.Uri {
    return this.#folder.with({ path: this.#paths.absolute(path) });
  }

  /** The plan as it is now; null when the file is gone, can't be read, or is outside of the repository. */
  check(uri: vscode.Uri): CheckedPlan | null {
    const path = this.pathOf(uri);
    if (path === null) return null;
    const key = uri.toString();
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
    const stamp = open === undefined ? stampOf(uri.fsPath) : `version ${String(open.version)}`;
    if (stamp === null) return null;
    const kept = this.#kept.get(key);
    const document = open ?? null;
    if (kept?.stamp === stamp && kept.document === document) return kept.checked;
    const text = open === undefined ? textOf(uri.fsPath) : open.getText();
    if (text === null) return null;
    const checked = { uri, path, ...checkPlan(text, { path, names: this.#options.names }) };
    this.#kept.set(key, { document, stamp, checked });
    return checked;
  }

  dispose(): void {
    for (const one of [...this.#watchers, ...this.#listening]) one.dispose();
    this.#changed.dispose();
    this.#kept.clear();
  }

  #watchAnew(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = this.#watch();
  }

  #watch(): readonly Disposable[] {
    const inPlace = this.#globs.map((glob) => {
      const watcher = vscode.workspace.createFileSystemWatcher(
        new vscode.RelativePattern(this.#folder, glob),
      );
      watcher.onDidCreate((uri) => this.#add(uri));
      watcher.onDidDelete((uri) => this.#remove(uri));
      watcher.onDidChange((uri) => this.#changed.fire(uri));
      return watcher;
    });
    const elsewhere = this.#playedUris().filter((uri) => !this.isInPlace(uri));
    const played = elsewhere.map((uri) => {
      const watcher = vscode.workspace.createFileSystemWatcher(filePattern(uri));
      watcher.onDidCreate(() => this.#changed.fire(null));
      watcher.onDidDelete(() => this.#changed.fire(null));
      watcher.onDidChange(() => this.#changed.fire(uri));
      return watcher;
    });
    return [...inPlace, ...played];
  }

  #playedUris(): readonly vscode.Uri[] {
    return [...this.#played.keys()].map((text) => vscode.Uri.parse(text));
  }

  /** One search a glob: braces around all of them would nest those within one, which the editor does not understand. */
  async #find(): Promise<readonly string[]> {
    const searches = this.#globs.map((glob) => {
      const pattern = new vscode.RelativePattern(this.#folder, glob);
      return vscode.workspace.findFiles(pattern, '**/node_modules/**', maxFiles);
    });
    const found = (await Promise.all(searches)).flat();
    const open = vscode.workspace.textDocuments.filter((document) => this.isPlan(document));
    return [...found, ...open.map(({ uri }) => uri)].map((uri) => uri.toString());
  }

  #stays(key: string): boolean {
    return this.isInPlace(vscode.Uri.parse(key)) || this.#saysSo(key);
  }

  /** By its front matter, in the editor or on disk. */
  #saysSo(key: string): boolean {
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === key);
    if (open !== undefined) return this.isPlan(open);
    const lines = (textOf(vscode.Uri.parse(key).fsPath) ?? '').split('\n');
    return saysTutti({
      languageId: 'markdown',
      lineCount: lines.length,
      lineAt: (line) => ({ text: lines[line] ?? '' }),
    });
  }

  #add(uri: vscode.Uri): void {
    if (this.#found.add(uri.toString())) this.#changed.fire(null);
  }

  #remove(uri: vscode.Uri): void {
    this.#kept.delete(uri.toString());
    if (this.#found.delete(uri.toString())) this.#changed.fire(null);
  }
}

function matcherOf(globs: readonly string[]): (path: string) => boolean {
  return picomatch([...globs], { dot: true });
}
