import * as vscode from 'vscode';
import type { WorkChanges } from '../../app/changes.ts';
import { UserError } from '../../core/base/userError.ts';
import type { FileChange, FileSide } from '../../shared/fileChange.ts';
import { gitUri, type WorkDocument } from '../documents/gitUri.ts';
import type { Repository } from '../repository/repository.ts';

/** More files than anybody looks through; the title says how many there are. */
const maxFiles = 500;

/** Opens all changes in one editor. `work`: whose they are, so that comments on them can go back to its agent. */
export async function openChanges(
  repository: Repository,
  { title, files }: WorkChanges,
  work: WorkDocument | null,
): Promise<void> {
  if (files.length === 0) throw new UserError(`${title}: nothing was changed.`, 1, 'nothing');
  const look = Date.now();
  const uriOf = (path: string, side: FileSide | null, ofWork: WorkDocument | null): vscode.Uri | undefined =>
    side === null
      ? undefined
      : gitUri(path, {
          folder: repository.folder.uri.toString(),
          side,
          work: ofWork,
          look: side.kind === 'disk' ? look : 0,
        });
  const resources = files.slice(0, maxFiles).map(({ path, oldPath, before, after }: FileChange) => {
    return [
      vscode.Uri.joinPath(repository.folder.uri, path),
      uriOf(oldPath, before, null),
      uriOf(path, after, work),
    ];
  });
  const cut =
    files.length > maxFiles ? `, the first ${String(maxFiles)} of ${String(files.length)} files` : '';
  await vscode.commands.executeCommand('vscode.changes', `${title}${cut}`, resources);
}
