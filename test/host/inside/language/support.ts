import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');

export async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** `plans/work.md` with this text; `|` is taken out and says where the cursor is. */
export async function write(
  text: string,
): Promise<{ readonly document: vscode.TextDocument; readonly cursor: vscode.Position }> {
  const document = await open('plans/work.md');
  const cursorAt = Math.max(0, text.indexOf('|'));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text.replace('|', ''));
  assert.ok(await vscode.workspace.applyEdit(edit));
  return { document, cursor: document.positionAt(cursorAt) };
}

export async function call<Answer>(command: string, ...args: readonly unknown[]): Promise<Answer> {
  return vscode.commands.executeCommand<Answer>(command, ...args);
}

export function lensesOf({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  return call('vscode.executeCodeLensProvider', uri);
}

export function hintsOf(document: vscode.TextDocument): Promise<vscode.InlayHint[]> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  return call('vscode.executeInlayHintProvider', document.uri, whole);
}

/** The problems of Tutti, once they are as wanted; the last ones are told when they never are. */
export async function problemsOf(
  { uri }: vscode.TextDocument,
  areWanted: (problems: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const read = (): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Tutti');
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const problems = read();
      if (!areWanted(problems)) return;
      clearTimeout(limit);
      listening.dispose();
      resolve(problems);
    };
    const listening = vscode.languages.onDidChangeDiagnostics(look);
    const limit = setTimeout(() => {
      listening.dispose();
      reject(new Error(`the problems stay ${JSON.stringify(read(), null, 1)}`));
    }, 60_000);
    look();
  });
}

/** The text of a range, and where it begins: `3:12 2.1`, from 1. */
export function placeOf(document: vscode.TextDocument, range: vscode.Range): string {
  return `${String(range.start.line + 1)}:${String(range.start.character + 1)} ${document.getText(range)}`;
}
