import * as vscode from 'vscode';

/** What a message begins with that comes by itself: the folder that it is from, where the window has several. */
export function folderPrefix({ name }: vscode.WorkspaceFolder): string {
  return (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? `${name}: ` : '';
}
