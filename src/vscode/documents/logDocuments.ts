import * as vscode from 'vscode';
import { followGateLog, readGateLog } from '../../app/gateLog.ts';
import { followTranscript } from '../../app/transcript.ts';
import type { Disposable } from '../../core/base/disposable.ts';
import { DisposableStore } from '../../core/base/disposable.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repositories } from '../repository/repositories.ts';
import { FileLinks } from './fileLinks.ts';
import { logScheme, readLogUri, type LogDocument } from './logUri.ts';
import { requireRepository } from './requireRepository.ts';

/** What of a long transcript is kept: the last part. */
const maxChars = 1_000_000;
const refreshMs = 500;

/** Shows what gates printed and agents said, both as they grow, with links to the files that are named. */
export function registerLogDocuments({ repositories }: HostServices): Disposable {
  const documents = new LogDocuments(repositories);
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(logScheme, documents),
    vscode.languages.registerDocumentLinkProvider({ scheme: logScheme }, new FileLinks(repositories)),
    documents,
  );
}

interface Transcript {
  text: string;
  readonly following: Disposable;
}

class LogDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #repositories: Repositories;
  readonly #transcripts = new Map<string, Transcript>();
  /** Those that ran when they were opened. */
  readonly #gates = new Map<string, Disposable>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #parts = new DisposableStore();
  readonly onDidChange = this.#changed.event;

  constructor(repositories: Repositories) {
    this.#repositories = repositories;
    this.#parts.add(this.#changed);
    this.#parts.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#drop(uri)));
    this.#parts.add(vscode.workspace.onDidChangeTextDocument(keepEndInSight));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const log = readLogUri(uri);
    if (log === null) return 'This document was made by another version of Tutti.\n';
    const text = log.kind === 'transcript' ? this.#readTranscript(uri, log) : this.#readGate(uri, log);
    return `${log.head}\n\n${text}`;
  }

  dispose(): void {
    for (const { following } of this.#transcripts.values()) following.dispose();
    this.#transcripts.clear();
    for (const following of this.#gates.values()) following.dispose();
    this.#gates.clear();
    this.#parts.dispose();
  }

  #readGate(uri: vscode.Uri, { kind, folder, run, path }: LogDocument): string {
    const project = requireRepository(this.#repositories, folder).requireProject();
    const key = uri.toString();
    if (kind === 'runningGate' && !this.#gates.has(key))
      this.#gates.set(
        key,
        followGateLog(project, { run, path }, () => this.#changed.fire(uri)),
      );
    return readGateLog(project, { run, path });
  }

  #readTranscript(uri: vscode.Uri, { folder, run, path }: LogDocument): string {
    const key = uri.toString();
    const known = this.#transcripts.get(key);
    if (known !== undefined) return known.text;
    let kept: Transcript | null = null;
    let early = '';
    let timer: NodeJS.Timeout | null = null;
    const project = requireRepository(this.#repositories, folder).requireProject();
    const reading = followTranscript(project, { run, path }, (more) => {
      if (kept === null) {
        early = cut(early + more);
        return;
      }
      kept.text = cut(kept.text + more);
      timer ??= setTimeout(() => {
        timer = null;
        this.#changed.fire(uri);
      }, refreshMs);
    });
    const following = vscode.Disposable.from(reading, {
      dispose: () => {
        if (timer !== null) clearTimeout(timer);
      },
    });
    kept = { text: early, following };
    this.#transcripts.set(key, kept);
    return early;
  }

  #drop(uri: vscode.Uri): void {
    const key = uri.toString();
    this.#transcripts.get(key)?.following.dispose();
    this.#transcripts.delete(key);
    this.#gates.get(key)?.dispose();
    this.#gates.delete(key);
  }
}

function cut(text: string): string {
  if (text.length <= maxChars) return text;
  const from = text.indexOf('\n', text.length - maxChars) + 1;
  return `[… the earlier part is left out …]\n${text.slice(from)}`;
}

/** Who reads the end of a transcript goes on reading it. */
function keepEndInSight({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
  if (document.uri.scheme !== logScheme || contentChanges.length === 0) return;
  const changedFrom = Math.min(...contentChanges.map(({ range }) => range.start.line));
  for (const editor of vscode.window.visibleTextEditors) {
    const last = editor.visibleRanges.at(-1)?.end.line ?? 0;
    if (editor.document !== document || last < changedFrom) continue;
    const end = document.lineAt(document.lineCount - 1).range;
    editor.revealRange(end);
  }
}
