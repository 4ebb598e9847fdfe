import * as vscode from 'vscode';
import type { ConflictFile } from '../../app/conflicts.ts';
import type { FileSide } from '../../shared/fileChange.ts';
import { gitUri } from '../documents/gitUri.ts';

export interface MergeInput {
  /** Of the workspace folder: `uri.toString()`. */
  readonly folder: string;
  readonly conflict: {
    readonly id: string;
    readonly branch: string;
    readonly integrationBranch: string;
  };
  readonly file: ConflictFile;
  /** The text that is edited, with markers at first. */
  readonly result: vscode.Uri;
}

type Execute = (command: string, argument: unknown) => Thenable<unknown>;

/**
 * Opens the three-way merge editor, as git's own extension does; its command is no API, so that it may be gone or refuse:
 * then the file with its markers opens instead. Whether it was the merge editor.
 */
export async function openMergeEditor(
  { folder, conflict, file, result }: MergeInput,
  execute: Execute = vscode.commands.executeCommand,
): Promise<boolean> {
  const side = (which: FileSide | null): vscode.Uri =>
    gitUri(file.path, { folder, side: which, work: null, look: 0 });
  try {
    await execute('_open.mergeEditor', {
      base: side(file.base),
      input1: {
        uri: side(file.ours),
        title: 'Landed',
        description: conflict.integrationBranch,
        detail: 'what the integration branch has',
      },
      input2: {
        uri: side(file.theirs),
        title: `Task ${conflict.id}`,
        description: conflict.branch,
        detail: 'what its agent did',
      },
      output: result,
    });
    return true;
  } catch {
    // Whatever it says: the file itself can be edited.
    await vscode.window.showTextDocument(result, { preview: false });
    return false;
  }
}
