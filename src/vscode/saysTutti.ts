import type * as vscode from 'vscode';

/** Front matter is looked at so far. */
const maxLines = 50;

/** Whether the front matter of a markdown file has `tutti: true`: it is a plan, wherever it lies. */
export function saysTutti(
  document: Pick<vscode.TextDocument, 'languageId' | 'lineCount'> & {
    lineAt(line: number): { readonly text: string };
  },
): boolean {
  if (document.languageId !== 'markdown' || document.lineAt(0).text.trimEnd() !== '---') return false;
  const end = Math.min(document.lineCount, maxLines);
  for (let line = 1; line < end; line++) {
    const { text } = document.lineAt(line);
    if (/^(?:---|\.\.\.)\s*$/.test(text)) return false;
    if (/^tutti:\s+true(?:\s+#.*)?\s*$/.test(text)) return true;
  }
  return false;
}
