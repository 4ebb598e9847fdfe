import type { Range } from './plan.ts';

/** A text in the form in which it is parsed; lines and columns are those of the file, a byte order mark aside. */
export interface Source {
  readonly text: string;
  readonly lines: readonly string[];
}

/** Line breaks become `\n`, as markdown-it and editors count them; NUL becomes U+FFFD (CommonMark 2.3). */
export function readSource(text: string): Source {
  let normal = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (normal.includes('\r')) normal = normal.replace(/\r\n?/g, '\n');
  if (normal.includes('\0')) normal = normal.replaceAll('\0', '\uFFFD');
  return { text: normal, lines: normal.split('\n') };
}

/** Range within one line; `line`, `start` and `end` count from 0, as array indices do. */
export function rangeAt(line: number, start: number, end: number): Range {
  return { line: line + 1, column: start + 1, endLine: line + 1, endColumn: end + 1 };
}

/** Text with the place of its first character, counting from 0; it lies within one line. */
export interface PlacedText {
  readonly text: string;
  readonly line: number;
  readonly start: number;
}

/** A part of a placed text, with surrounding white space left out. */
export function slicePlaced(placed: PlacedText, from: number, to: number): PlacedText {
  const text = placed.text.slice(from, to).trimEnd();
  const trimmed = text.trimStart();
  return { text: trimmed, line: placed.line, start: placed.start + from + text.length - trimmed.length };
}

export function rangeOf(placed: PlacedText): Range {
  return rangeAt(placed.line, placed.start, placed.start + placed.text.length);
}

export function isBlank(line: string): boolean {
  return !/\S/.test(line);
}
