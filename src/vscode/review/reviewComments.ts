import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Project } from '../../app/project.ts';
import { pathOfRunFile } from '../../app/runFile.ts';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import { UserError } from '../../core/base/userError.ts';
import { gitScheme, pathOfGitUri, readGitUri, type WorkDocument } from '../documents/gitUri.ts';
import { eachRepository } from '../repository/eachRepository.ts';
import type { Repositories } from '../repository/repositories.ts';
import type { ReviewComment } from './commentsNote.ts';
import { KeptThreads, type KeptThread } from './keptThreads.ts';

const maxComments = 500;
const author = { name: 'You' };

/** Comments that a person writes on the changes of a task, until they are sent to its agent; a reload keeps them. */
export class ReviewComments implements Disposable {
  readonly #parts = new DisposableStore();
  readonly #controller = this.#parts.add(
    vscode.comments.createCommentController('tutti.review', 'Tutti Review'),
  );
  readonly #threads = new Set<vscode.CommentThread>();
  readonly #kept: KeptThreads;

  constructor(repositories: Repositories, memory: vscode.Memento) {
    this.#kept = new KeptThreads(memory);
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
    this.#parts.add(
      eachRepository(repositories, (repository) => {
        const restore = (): void => {
          if (repository.project !== null) this.#restore(repository.folder, repository.project);
        };
        restore();
        return repository.onDidOpen(restore);
      }),
    );
  }

  /** Keeps what was typed below a line. Throws UserError when there are too many. */
  add({ thread, text }: vscode.CommentReply): void {
    const count = [...this.#threads].reduce((sum, { comments }) => sum + comments.length, 0);
    if (count >= maxComments) {
      throw new UserError(
        `There are ${String(maxComments)} comments that wait: send or discard some of them first.`,
        1,
      );
    }
    thread.comments = [...thread.comments, commentOf(text)];
    this.#show(thread);
    this.#keep();
  }

  discard(thread: vscode.CommentThread): void {
    this.#threads.delete(thread);
    thread.dispose();
    this.#keep();
  }

  /** On the work of a task of a run. */
  of(work: WorkDocument): readonly ReviewComment[] {
    return this.#threadsOf(work).flatMap(({ uri, range, comments }) =>
      comments.map((comment) => ({
        path: pathOfGitUri(uri),
        firstLine: (range?.start.line ?? 0) + 1,
        line: (range?.end.line ?? 0) + 1,
        text: textOf(comment),
      })),
    );
  }

  /** They were sent. */
  clear(work: WorkDocument): void {
    for (const thread of this.#threadsOf(work)) this.discard(thread);
  }

  /** What was typed is kept for the next window. */
  dispose(): void {
    for (const thread of this.#threads) thread.dispose();
    this.#threads.clear();
    this.#parts.dispose();
  }

  #threadsOf({ run, task }: WorkDocument): readonly vscode.CommentThread[] {
    return [...this.#threads].filter(({ uri }) => {
      const work = workOf(uri);
      return work?.run === run && work.task === task;
    });
  }

  #show(thread: vscode.CommentThread): void {
    thread.label = 'Waits to be sent to the agent';
    thread.canReply = true;
    this.#threads.add(thread);
  }

  #restore({ uri: folder }: vscode.WorkspaceFolder, project: Project): void {
    const isThere = (run: string): boolean => existsSync(pathOfRunFile(project, { run, path: '.' }));
    for (const { uri, firstLine, lastLine, texts } of this.#kept.take(folder.toString(), isThere)) {
      const thread = this.#controller.createCommentThread(
        vscode.Uri.parse(uri, true),
        new vscode.Range(firstLine, 0, lastLine, 0),
        texts.map(commentOf),
      );
      thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
      this.#show(thread);
    }
  }

  #keep(): void {
    this.#kept.keep([...this.#threads].flatMap((thread) => keptOf(thread) ?? []));
  }
}

/** Whose work a document shows; null for one that nobody is to comment on. */
export function workOf(uri: vscode.Uri): WorkDocument | null {
  return uri.scheme === gitScheme ? (readGitUri(uri)?.work ?? null) : null;
}

/** Null: on no work. */
function keptOf({ uri, range, comments }: vscode.CommentThread): KeptThread | null {
  const document = readGitUri(uri);
  if (document?.work == null) return null;
  return {
    ...document.work,
    folder: document.folder,
    uri: uri.toString(),
    firstLine: range?.start.line ?? 0,
    lastLine: range?.end.line ?? 0,
    texts: comments.map(textOf),
  };
}

function commentOf(body: string): vscode.Comment {
  return { body, mode: vscode.CommentMode.Preview, author };
}

function textOf({ body }: vscode.Comment): string {
  return typeof body === 'string' ? body : body.value;
}
