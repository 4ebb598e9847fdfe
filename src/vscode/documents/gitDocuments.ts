import * as vscode from 'vscode';
import type { FileReader } from '../../app/fileReader.ts';
import type { Project } from '../../app/project.ts';
import { toDisposable, type Disposable } from '../../core/base/disposable.ts';
import type { HostServices } from '../hostServices.ts';
import { eachRepository } from '../repository/eachRepository.ts';
import type { Repositories } from '../repository/repositories.ts';
import { gitScheme, pathOfGitUri, readGitUri } from './gitUri.ts';
import { requireRepository } from './requireRepository.ts';

/** Shows files of commits and worktrees without opening a repository: nothing joins Source Control. */
export function registerGitDocuments({ repositories }: HostServices): Disposable {
  const documents = new GitDocuments(repositories);
  const registered = vscode.workspace.registerTextDocumentContentProvider(gitScheme, documents);
  return vscode.Disposable.from(registered, documents);
}

class GitDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #repositories: Repositories;
  readonly #readers = new Map<string, FileReader>();
  readonly #ends: Disposable;

  constructor(repositories: Repositories) {
    this.#repositories = repositories;
    this.#ends = eachRepository(repositories, ({ folder }) =>
      toDisposable(() => {
        this.#close(folder.uri.toString());
      }),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const document = readGitUri(uri);
    if (document === null) return 'This document was made by another version of Tutti.\n';
    if (document.side === null) return '';
    const reader = await this.#readerOf(document.folder);
    return reader.read(document.side, pathOfGitUri(uri));
  }

  dispose(): void {
    this.#ends.dispose();
  }

  #close(folder: string): void {
    this.#readers.get(folder)?.dispose();
    this.#readers.delete(folder);
  }

  async #readerOf(folder: string): Promise<FileReader> {
    const known = this.#readers.get(folder);
    if (known !== undefined) return known;
    // Git is loaded when somebody looks at a file of a commit.
    const { FileReader } = await import('../../app/fileReader.ts');
    const reader = this.#readers.get(folder) ?? new FileReader(this.#projectOf(folder));
    this.#readers.set(folder, reader);
    return reader;
  }

  #projectOf(folder: string): Project {
    return requireRepository(this.#repositories, folder).requireProject();
  }
}
