import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import { gitScheme, pathOfGitUri, readGitUri, type WorkDocument } from '../documents/gitUri.ts';
import type { ReviewComment } from './commentsNote.ts';

const maxThreads = 500;
const author = { name: 'You' };

/** Comments that a person writes on the changes of a task, until they are sent to its agent. */
export class ReviewComments implements Disposable {
  readonly #controller = vscode.comments.createCommentController('tutti.review', 'Tutti Review');
  readonly #threads = new Set<vscode.CommentThread>();

  constructor() {
    this.#controller.options = {
      prompt: 'Comment for the agent',
      placeHolder: 'What should its agent do differently?',
    };
    this.#controller.commentingRangeProvider = {
      provideCommentingRanges: (document) => {
        if (workOf(document.uri) === null) return [];
        return [new vscode.Range(0, 0, Math.max(0, document.lineCount - 1), 0)];
      },
    };
  }

  /** Keeps what was typed below a line. */
  add({ thread, text }: vscode.CommentReply): void {
    if (this.#threads.size >= maxThreads && !this.#threads.has(thread)) return;
    this.#threads.add(thread);
    const comment = { body: text, mode: vscode.CommentMode.Preview, author };
    thread.comments = [...thread.comments, comment];
    thread.label = 'Waits to be sent to the agent';
    thread.canReply = true;
  }

  discard(thread: vscode.CommentThread): void {
    this.#threads.delete(thread);
    thread.dispose();
  }

  /** On the work of a task of a run. */
  of(work: WorkDocument): readonly ReviewComment[] {
    return this.#threadsOf(work).flatMap(({ uri, range, comments }) =>
      comments.map(({ body }) => ({
        path: pathOfGitUri(uri),
        firstLine: (range?.start.line ?? 0) + 1,
        line: (range?.end.line ?? 0) + 1,
        text: typeof body === 'string' ? body : body.value,
      })),
    );
  }

  /** They were sent. */
  clear(work: WorkDocument): void {
    for (const thread of this.#threadsOf(work)) this.discard(thread);
  }

  dispose(): void {
    for (const thread of this.#threads) thread.dispose();
    this.#threads.clear();
    this.#controller.dispose();
  }

  #threadsOf({ run, task }: WorkDocument): readonly vscode.CommentThread[] {
    return [...this.#threads].filter(({ uri }) => {
      const work = workOf(uri);
      return work?.run === run && work.task === task;
    });
  }
}

/** Whose work a document shows; null for one that nobody is to comment on. */
export function workOf(uri: vscode.Uri): WorkDocument | null {
  return uri.scheme === gitScheme ? (readGitUri(uri)?.work ?? null) : null;
}
