import * as vscode from 'vscode';

/** What is written at a place of the front matter. */
export interface FrontMatterLine {
  readonly kind: 'key' | 'value';
  readonly key: string;
  /** Of the key, or of the value. */
  readonly range: vscode.Range;
}

const maxLines = 100;

/** Null: the place is not in the front matter. */
export function frontMatterLine(
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
): FrontMatterLine | null {
  if (line === 0 || line > maxLines || document.lineAt(0).text.trimEnd() !== '---') return null;
  for (let above = 1; above <= line; above++) {
    if (/^(?:---|\.\.\.)\s*$/.test(document.lineAt(above).text)) return null;
  }
  const { text } = document.lineAt(line);
  const match = /^([A-Za-z_]*)(:\s*)?/.exec(text);
  const key = match?.[1] ?? '';
  const colon = match?.[2];
  if (character <= key.length)
    return { kind: 'key', key, range: new vscode.Range(line, 0, line, key.length) };
  if (colon === undefined) return null;
  const from = Math.min(character, key.length + colon.length);
  return { kind: 'value', key: key.toLowerCase(), range: new vscode.Range(line, from, line, text.length) };
}
