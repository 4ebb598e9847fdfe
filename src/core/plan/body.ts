import type { WrittenAttribute } from './attributeKeys.ts';
import { attributeKey } from './attributeKeys.ts';
import type { Source } from './source.ts';
import { isBlank, slicePlaced } from './source.ts';

/** Lines from `line` up to, not including, `endLine`; both count from 0. */
export interface LineSpan {
  readonly line: number;
  readonly endLine: number;
}

export interface ChildAttributes {
  readonly attributes: readonly WrittenAttribute[];
  /** First line behind them. */
  readonly endLine: number;
}

const attributeLine =
  /^[\s>]*(?:[-*+]\s+)?(?:\*\*|__)?([A-Za-z][A-Za-z _-]{1,11})(?:\*\*|__)?:(?:\*\*|__)?(?=\s|$)/;

/** `key: value` lines and bullets right under a task line, up to the first line that is anything else. */
export function readChildAttributes(source: Source, span: LineSpan): ChildAttributes {
  const attributes: WrittenAttribute[] = [];
  let endLine = span.line;
  for (let index = span.line; index < span.endLine; index++) {
    const text = source.lines[index] ?? '';
    if (isBlank(text)) continue;
    const match = text.includes(':') ? attributeLine.exec(text) : null;
    const key = match === null ? null : attributeKey(match[1] ?? '');
    if (match === null || key === null) break;
    const value = slicePlaced({ text, line: index, start: 0 }, match[0].length, text.length);
    attributes.push({ key, value, origin: 'child' });
    endLine = index + 1;
  }
  return { attributes, endLine };
}

/** The lines of a span but for the parts left out (ascending), without their common indentation and blank ends. */
export function readBody(source: Source, span: LineSpan, without: readonly LineSpan[]): string {
  if (span.line >= span.endLine) return '';
  if (without.length === 0) return dedent(source.lines, span.line, span.endLine);
  const kept: string[] = [];
  let index = span.line;
  for (const part of without) {
    while (index < part.line) kept.push(source.lines[index++] ?? '');
    index = Math.max(index, part.endLine);
  }
  while (index < span.endLine) kept.push(source.lines[index++] ?? '');
  return dedent(kept, 0, kept.length);
}

function dedent(lines: readonly string[], from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(lines[start] ?? '')) start++;
  while (end > start && isBlank(lines[end - 1] ?? '')) end--;
  if (start === end) return '';
  let common = indentOf(lines[start] ?? '');
  for (let index = start + 1; index < end; index++) {
    const line = lines[index] ?? '';
    if (!line.startsWith(common) && !isBlank(line)) common = sharedStart(common, line);
  }
  let text = (lines[start] ?? '').slice(common.length);
  for (let index = start + 1; index < end; index++) text += `\n${(lines[index] ?? '').slice(common.length)}`;
  return text;
}

function indentOf(line: string): string {
  let end = 0;
  while (line[end] === ' ' || line[end] === '\t') end++;
  return line.slice(0, end);
}

function sharedStart(indent: string, line: string): string {
  let end = 0;
  while (end < indent.length && indent[end] === line[end]) end++;
  return indent.slice(0, end);
}
