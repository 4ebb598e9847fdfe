import * as vscode from 'vscode';
import { hasFields } from '../../shared/fields.ts';
import { isFileSide, type FileSide } from '../../shared/fileChange.ts';

/** Scheme of read-only documents that show a file of a commit, or of a worktree as it is. */
export const gitScheme = 'tutti-git';

/** Which file of which repository a document shows. The path of its uri is the file's, for its name and language. */
export interface GitDocument {
  /** Of the workspace folder: `uri.toString()`. */
  readonly folder: string;
  /** Null: the file is not there; it reads as empty. */
  readonly side: FileSide | null;
  /** Whose work it shows the new side of: what comments on it are about. */
  readonly work: WorkDocument | null;
  /** Tells looks at a worktree apart, since that changes; 0 for what never does. */
  readonly look: number;
}

export interface WorkDocument {
  readonly run: string;
  /** `plan/id` */
  readonly task: string;
}

export function gitUri(path: string, document: GitDocument): vscode.Uri {
  return vscode.Uri.from({ scheme: gitScheme, path: `/${path}`, query: JSON.stringify(document) });
}

/** Null for a uri that this version did not make. */
export function readGitUri(uri: vscode.Uri): GitDocument | null {
  const value = parse(uri.query);
  if (!hasFields(value, { folder: 'string', look: 'number' })) return null;
  const { folder, side, work, look } = value;
  if (typeof folder !== 'string' || typeof look !== 'number') return null;
  if (side !== null && !isFileSide(side)) return null;
  return { folder, side, work: isWork(work) ? work : null, look };
}

/** Relative to the repository, with `/`. */
export function pathOfGitUri(uri: vscode.Uri): string {
  return uri.path.slice(1);
}

function isWork(value: unknown): value is WorkDocument {
  return hasFields(value, { run: 'string', task: 'string' });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Typed by hand, or of another version.
    return null;
  }
}
