import * as vscode from 'vscode';
import { DisposableStore, toDisposable, type Disposable } from '../../core/base/disposable.ts';
import { eachRepository } from '../repository/eachRepository.ts';
import { PlanSnapshot } from './planSnapshot.ts';
import { toPlace } from './ranges.ts';
import { textChange } from './textShift.ts';
import { Throttle } from './throttle.ts';
import type { PlanHome, PlanHomes } from './planHome.ts';

/** Up to so many lines a plan is read within a call: that takes a few milliseconds at most. */
const quickLines = 400;
const settleMs = 300;
const longestUnreadMs = 1_500;
/** Of one document since it was read; beyond it is cheaper to read it again. */
const maxChanges = 200;
const refreshMs = 250;

interface Tracked {
  readonly document: vscode.TextDocument;
  snapshot: PlanSnapshot;
  readVersion: number;
  timer: ReturnType<typeof setTimeout> | null;
  /** When the oldest change was made that has not been read. */
  changedAt: number | null;
}

/**
 * The open documents that are plans. Providers are asked at every keystroke; a large plan is read again when the
 * typing pauses, and until then answers come from the last reading with its places moved along.
 */
export class PlanDocuments implements Disposable {
  readonly #repositories: PlanHomes;
  readonly #tracked = new Map<string, Tracked>();
  readonly #parts = new DisposableStore();
  readonly #settled = this.#parts.add(new vscode.EventEmitter<vscode.TextDocument>());
  readonly #left = this.#parts.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #states = this.#parts.add(new vscode.EventEmitter<PlanHome>());
  /** A plan was opened, or has been read after a change of its text. */
  readonly onDidSettle = this.#settled.event;
  /** The document was closed, or is no plan any more. */
  readonly onDidLeave = this.#left.event;
  /** States of tasks of the repository changed: at most 4 times a second. */
  readonly onDidChangeStates = this.#states.event;

  constructor(repositories: PlanHomes) {
    this.#repositories = repositories;
    const parts = this.#parts;
    parts.add(vscode.workspace.onDidChangeTextDocument((event) => this.#changed(event)));
    parts.add(vscode.workspace.onDidOpenTextDocument((document) => this.#settle(document)));
    parts.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#leave(uri)));
    parts.add(
      eachRepository(repositories, (repository) => {
        const refresh = new Throttle(refreshMs, () => this.#states.fire(repository));
        const attached = new DisposableStore();
        attached.add(refresh);
        attached.add(
          repository.onDidChange(({ tasks }) => {
            if (tasks === 'all' || tasks.size > 0) refresh.ask();
          }),
        );
        attached.add(
          repository.plans.onDidChange((uri) => {
            if (uri !== null) return;
            // Names that plans may use can be others now.
            for (const tracked of this.#tracked.values()) tracked.readVersion = -1;
            this.#settleAll();
          }),
        );
        attached.add(toDisposable(() => this.#forget(repository)));
        this.#settleAll();
        return attached;
      }),
    );
  }

  all(): readonly vscode.TextDocument[] {
    return [...this.#tracked.values()].map(({ document }) => document);
  }

  /** Null: not a plan. `lately`: what it was a moment ago will do. */
  read(document: vscode.TextDocument, freshness: 'now' | 'lately' = 'lately'): PlanSnapshot | null {
    // A late question about one that was closed; it may be open again as another.
    if (document.isClosed) return null;
    const repository = this.#repositories.of(document.uri);
    if (repository?.plans.isPlan(document) !== true) {
      this.#leave(document.uri);
      return null;
    }
    const tracked = this.#tracked.get(document.uri.toString());
    if (tracked?.snapshot.repository !== repository || tracked.document !== document)
      return this.#track(document, repository);
    if (tracked.readVersion === document.version) return tracked.snapshot;
    const readNow =
      freshness === 'now' || document.lineCount <= quickLines || tracked.snapshot.changes > maxChanges;
    return readNow ? this.#readAgain(tracked) : tracked.snapshot;
  }

  dispose(): void {
    for (const { timer } of this.#tracked.values()) if (timer !== null) clearTimeout(timer);
    this.#tracked.clear();
    this.#parts.dispose();
  }

  #track(document: vscode.TextDocument, repository: PlanHome): PlanSnapshot | null {
    const checked = repository.plans.check(document.uri);
    if (checked === null) return null;
    const before = this.#tracked.get(document.uri.toString())?.timer ?? null;
    if (before !== null) clearTimeout(before);
    const snapshot = new PlanSnapshot(repository, checked);
    const tracked = { document, snapshot, readVersion: document.version, timer: null, changedAt: null };
    this.#tracked.set(document.uri.toString(), tracked);
    return snapshot;
  }

  #readAgain(tracked: Tracked): PlanSnapshot {
    const { document, snapshot } = tracked;
    const checked = snapshot.repository.plans.check(document.uri);
    if (checked === null) return snapshot;
    tracked.snapshot = new PlanSnapshot(snapshot.repository, checked);
    tracked.readVersion = document.version;
    return tracked.snapshot;
  }

  #changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    const tracked = this.#tracked.get(document.uri.toString());
    if (tracked === undefined) return;
    if (tracked.readVersion !== document.version) {
      for (const { range, text } of contentChanges) {
        tracked.snapshot.record(textChange(toPlace(range.start), toPlace(range.end), text));
      }
    }
    this.#settleSoon(tracked);
  }

  #settleSoon(tracked: Tracked): void {
    const now = Date.now();
    tracked.changedAt ??= now;
    if (tracked.timer !== null) clearTimeout(tracked.timer);
    const delayMs = Math.max(0, Math.min(settleMs, tracked.changedAt + longestUnreadMs - now));
    tracked.timer = setTimeout(() => {
      tracked.timer = null;
      tracked.changedAt = null;
      this.#settle(tracked.document);
    }, delayMs);
  }

  #settleAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#settle(document);
  }

  #settle(document: vscode.TextDocument): void {
    if (document.languageId !== 'markdown' || document.isClosed) return;
    const snapshot = this.read(document, 'now');
    if (snapshot === null) return;
    // Folded here, so that the first provider that is asked need not.
    snapshot.view();
    this.#settled.fire(document);
  }

  #leave(uri: vscode.Uri): void {
    const tracked = this.#tracked.get(uri.toString());
    if (tracked === undefined) return;
    if (tracked.timer !== null) clearTimeout(tracked.timer);
    this.#tracked.delete(uri.toString());
    this.#left.fire(uri);
  }

  #forget(repository: PlanHome): void {
    for (const { document, snapshot } of this.#tracked.values()) {
      if (snapshot.repository === repository) this.#leave(document.uri);
    }
  }
}
