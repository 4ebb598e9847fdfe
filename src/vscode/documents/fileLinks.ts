import * as vscode from 'vscode';
import { gatedTree } from '../../app/gateLog.ts';
import type { Repositories } from '../repository/repositories.ts';
import { fileMentions, type FileMention } from './fileMentions.ts';
import { gitUri } from './gitUri.ts';
import { readLogUri, type LogDocument } from './logUri.ts';
import { requireRepository } from './requireRepository.ts';

const maxLines = 20_000;
const maxLinks = 2_000;

class FileLink extends vscode.DocumentLink {
  readonly mention: FileMention;
  readonly log: LogDocument;

  constructor(range: vscode.Range, mention: FileMention, log: LogDocument) {
    super(range);
    this.mention = mention;
    this.log = log;
  }
}

/**
 * Links from the output of a gate to the files that it names, as they were when it ran: the tree that was gated is
 * nobody's checkout. Whether there is such a file is looked up when a link is followed.
 */
export class FileLinks implements vscode.DocumentLinkProvider<FileLink> {
  readonly #repositories: Repositories;

  constructor(repositories: Repositories) {
    this.#repositories = repositories;
  }

  provideDocumentLinks(document: vscode.TextDocument, token: vscode.CancellationToken): FileLink[] {
    const log = readLogUri(document.uri);
    if (log?.kind !== 'gate') return [];
    const links: FileLink[] = [];
    const lines = Math.min(document.lineCount, maxLines);
    // The first line is ours.
    for (let line = 1; line < lines && links.length < maxLinks; line += 1) {
      if (token.isCancellationRequested) return [];
      for (const mention of fileMentions(document.lineAt(line).text)) {
        links.push(new FileLink(new vscode.Range(line, mention.from, line, mention.to), mention, log));
      }
    }
    return links;
  }

  async resolveDocumentLink(link: FileLink): Promise<FileLink> {
    const { folder, run, path } = link.log;
    const project = requireRepository(this.#repositories, folder).requireProject();
    const tree = gatedTree(project, { run, path });
    if (tree === null) return link;
    const { FileReader } = await import('../../app/fileReader.ts');
    const reader = new FileReader(project);
    try {
      for (const candidate of candidates(link.mention.path)) {
        const blob = await reader.blobAt(tree, candidate);
        if (blob === null) continue;
        const side = { kind: 'blob', id: blob } as const;
        link.target = gitUri(candidate, { folder, side, work: null, look: 0 }).with({
          fragment: `L${String(link.mention.line)},${String(link.mention.column ?? 1)}`,
        });
        return link;
      }
      return link;
    } finally {
      reader.dispose();
    }
  }
}

/** The path itself, and what is left of it without its first folders: gates print where their worktree is. */
function candidates(path: string): readonly string[] {
  const parts = path.replace(/^\.\//, '').split('/');
  return parts.map((_, index) => parts.slice(index).join('/')).filter((part) => part !== '');
}
