import type { AttributeKey, WrittenAttribute } from './attributeKeys.ts';
import { attributeKey } from './attributeKeys.ts';
import type { CodeSpan, Span } from './inline.ts';
import { cutSpans, findCodeSpans, findParentheses } from './inline.ts';
import type { PlacedText } from './source.ts';
import { slicePlaced } from './source.ts';

/** What a task line or a phase heading says in its own line, beside its text. */
export interface Annotations<Key> {
  /** The line without groups and markers. */
  readonly title: string;
  readonly groups: readonly Group<Key>[];
  readonly markers: readonly Marker[];
  readonly code: readonly CodeSpan[];
}

export interface Group<Key> {
  readonly key: Key;
  readonly value: PlacedText;
}

export type Marker = 'PARALLEL' | 'SEQUENTIAL' | 'SYNC';

/** Global: for `matchAll` only. */
export const markerPattern = /\[(PARALLEL|SEQUENTIAL|SYNC)\]/g;

/** Takes `(key: value)` groups and `[MARKERS]` out of a line; a group whose key is not known stays text. */
export function readAnnotations<Key>(
  line: PlacedText,
  keyOf: (name: string) => Key | null,
): Annotations<Key> {
  const { text } = line;
  const code = findCodeSpans(text);
  const cuts: Span[] = [];
  const groups: Group<Key>[] = [];
  for (const span of findParentheses(text, code)) {
    if (span.start < (cuts.at(-1)?.end ?? 0)) continue;
    const group = readGroup(line, span, keyOf);
    if (group === null) continue;
    groups.push(group);
    cuts.push(span);
  }
  const markers: Marker[] = [];
  if (text.includes('[')) {
    for (const match of text.matchAll(markerPattern)) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (isInside(span, code) || isInside(span, cuts)) continue;
      markers.push(markerNamed(match[1]));
      cuts.push(span);
    }
    cuts.sort((a, b) => a.start - b.start);
  }
  return { title: cutSpans(text, cuts), groups, markers, code: code.filter((span) => !isInside(span, cuts)) };
}

/** The attributes of a task line. */
export function inlineAttributes(groups: readonly Group<AttributeKey>[]): WrittenAttribute[] {
  return groups.map((group) => ({ ...group, origin: 'inline' }));
}

function readGroup<Key>(
  line: PlacedText,
  span: Span,
  keyOf: (name: string) => Key | null,
): Group<Key> | null {
  const inside = line.text.slice(span.start + 1, span.end - 1);
  const colon = inside.indexOf(':');
  const name = colon < 0 ? inside : inside.slice(0, colon);
  const key = keyOf(name);
  // `bonus` is the one attribute that may stand without a value.
  if (key === null || (colon < 0 && attributeKey(name) !== 'bonus')) return null;
  const from = colon < 0 ? span.end - 1 : span.start + 1 + colon + 1;
  return { key, value: slicePlaced(line, from, span.end - 1) };
}

/** The marker of a match of `markerPattern`. */
export function markerNamed(name: string | undefined): Marker {
  return name === 'PARALLEL' || name === 'SYNC' ? name : 'SEQUENTIAL';
}

// Spans are few on a line that a person wrote; on a hostile one the markers that can be in it bound the work.
function isInside(span: Span, others: readonly Span[]): boolean {
  let low = 0;
  let high = others.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((others[middle]?.end ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  const other = others[low];
  return other !== undefined && other.start <= span.start && span.end <= other.end;
}
