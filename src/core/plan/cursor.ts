import type { AttributeKey } from './attributeKeys.ts';
import { attributeKey } from './attributeKeys.ts';
import { findCodeSpans } from './inline.ts';

/** What can be written at a place of a plan, and the part of the line that it replaces; offsets count from 0. */
export type Expected = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'reference'; readonly others: readonly string[] }
  | { readonly kind: 'key' }
  | { readonly kind: 'value'; readonly key: AttributeKey }
);

export interface AttributePlace {
  readonly key: AttributeKey;
  /** Of the key. */
  readonly from: number;
  readonly to: number;
}

// Longer lines are not written by hand, and looking for the open parenthesis goes back through all of it.
const longestLine = 5_000;
const taskLine = /^[\s>]*(?:[-*+]|\d{1,9}[.)])\s+\[[ xX~-]\]\*?\s/;
const heading = /^\s{0,3}#{1,6}\s/;
const childLine = /^([\s>]*(?:[-*+]\s+)?(?:\*\*|__)?)([A-Za-z][A-Za-z _-]{1,11})(?:\*\*|__)?:(?:\*\*|__)?/;
const childStart = /^([\s>]+(?:[-*+]\s+)?)([A-Za-z][A-Za-z _-]{0,11})?$/;

/** Inside of a `( … )` of a task line or heading, or in a `key: value` line below a task; null: ordinary text. */
export function expectedAt(line: string, offset: number): Expected | null {
  if (line.length > longestLine) return null;
  if (taskLine.test(line)) return inGroup(line, offset, attributeKey);
  if (heading.test(line)) return inGroup(line, offset, pipelineStart);
  const child = childLine.exec(line);
  if (child !== null) {
    const key = attributeKey(child[2] ?? '');
    return key === null || offset < child[0].length
      ? null
      : valueAt(line, { key, offset, from: child[0].length, end: line.length });
  }
  const start = childStart.exec(line.slice(0, offset));
  return start === null ? null : { kind: 'key', from: start[1]?.length ?? 0, to: offset };
}

/** The attribute whose key is at the place; null: none. */
export function attributeKeyAt(line: string, offset: number): AttributePlace | null {
  if (line.length > longestLine) return null;
  const isHere = ({ from, to }: AttributePlace): boolean => offset >= from && offset <= to;
  if (taskLine.test(line)) {
    const group = openGroup(line, offset);
    const colon = group === null ? -1 : line.indexOf(':', group);
    if (group === null || colon < 0) return null;
    const place = placeOfKey(line, group, colon);
    return place !== null && isHere(place) ? place : null;
  }
  const child = childLine.exec(line);
  if (child === null) return null;
  const from = child[1]?.length ?? 0;
  const place = placeOfKey(line, from, from + (child[2]?.length ?? 0));
  return place !== null && isHere(place) ? place : null;
}

function placeOfKey(line: string, from: number, to: number): AttributePlace | null {
  const name = line.slice(from, to);
  const key = attributeKey(name);
  if (key === null) return null;
  const start = from + name.length - name.trimStart().length;
  return { key, from: start, to: start + name.trim().length };
}

function inGroup(
  line: string,
  offset: number,
  keyOf: (name: string) => AttributeKey | null,
): Expected | null {
  const open = openGroup(line, offset);
  if (open === null) return null;
  const before = line.slice(open, offset);
  const colon = before.indexOf(':');
  if (colon < 0) {
    if (!/^\s*[A-Za-z _-]{0,14}$/.test(before)) return null;
    const from = open + before.length - before.trimStart().length;
    return { kind: 'key', from, to: Math.max(offset, endOfWord(line, offset)) };
  }
  const key = keyOf(before.slice(0, colon));
  if (key === null) return null;
  const close = line.indexOf(')', offset);
  return valueAt(line, { key, offset, from: open + colon + 1, end: close < 0 ? line.length : close });
}

/** Offset behind the `(` that is open at the place, outside of code. */
function openGroup(line: string, offset: number): number | null {
  const code = findCodeSpans(line);
  if (code.some(({ start, end }) => offset > start && offset < end)) return null;
  let depth = 0;
  for (let index = offset - 1; index >= 0; index--) {
    const span = code.find(({ start, end }) => index >= start && index < end);
    if (span !== undefined) index = span.start;
    else if (line[index] === ')') depth++;
    else if (line[index] === '(' && depth-- === 0) return index + 1;
  }
  return null;
}

interface Value {
  readonly key: AttributeKey;
  readonly offset: number;
  readonly from: number;
  readonly end: number;
}

function valueAt(line: string, { key, offset, from, end }: Value): Expected {
  const lists = key === 'depends' || key === 'skills' || key === 'files';
  const parts = lists ? splitAt(line, { from, end, offset }) : { from, to: end, others: [] };
  const part = line.slice(parts.from, parts.to);
  const start = Math.min(offset, parts.from + part.length - part.trimStart().length);
  const to = Math.max(offset, parts.from + part.trimEnd().length);
  return key === 'depends'
    ? { kind: 'reference', from: start, to, others: parts.others }
    : { kind: 'value', key, from: start, to };
}

function splitAt(
  line: string,
  { from, end, offset }: { readonly from: number; readonly end: number; readonly offset: number },
): { readonly from: number; readonly to: number; readonly others: readonly string[] } {
  const others: string[] = [];
  let [start, to] = [from, end];
  for (let part = from; part <= end;) {
    const next = /[,;]/.exec(line.slice(part, end));
    const stop = next === null ? end : part + next.index;
    if (offset >= part && offset <= stop) [start, to] = [part, stop];
    else others.push(line.slice(part, stop).trim());
    part = stop + 1;
  }
  return { from: start, to, others: others.filter((other) => other !== '') };
}

function endOfWord(line: string, offset: number): number {
  return offset + (/^[A-Za-z_-]*/.exec(line.slice(offset))?.[0].length ?? 0);
}

function pipelineStart(name: string): AttributeKey | null {
  return /^\s*pipeline[\s_-]?start\s*$/i.test(name) ? 'depends' : null;
}
