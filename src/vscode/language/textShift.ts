import type { Range } from '../../core/plan/plan.ts';

/** Counts from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One change of a text: what it replaced, and how much came in its place. */
export interface TextChange {
  readonly start: Place;
  readonly end: Place;
  /** Where the new text ends. */
  readonly newEnd: Place;
}

export function textChange(start: Place, end: Place, text: string): TextChange {
  const breaks = text.match(/\r\n?|\n/g)?.length ?? 0;
  const last = text.length - (Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
  return {
    start,
    end,
    newEnd: { line: start.line + breaks, column: breaks === 0 ? start.column + last : last + 1 },
  };
}

/** Both as one, where the second goes on at the end of the first as typing does; null: elsewhere. */
export function joinChanges(first: TextChange, second: TextChange): TextChange | null {
  const goesOn = compare(second.start, first.newEnd) === 0 && compare(second.end, second.start) === 0;
  return goesOn ? { ...first, newEnd: second.newEnd } : null;
}

/** Where a range is after the changes; null when one of them changed it. */
export function shiftRange(range: Range, changes: readonly TextChange[]): Range | null {
  let start: Place = range;
  let end: Place = { line: range.endLine, column: range.endColumn };
  for (const change of changes) {
    if (compare(change.start, end) >= 0) continue;
    if (compare(change.end, start) > 0) return null;
    start = after(start, change);
    end = after(end, change);
  }
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** Where a place was before the changes; null when it came with one of them. */
export function unshiftPlace(place: Place, changes: readonly TextChange[]): Place | null {
  let before = place;
  for (const change of changes.toReversed()) {
    if (compare(before, change.start) <= 0) continue;
    if (compare(before, change.newEnd) < 0) return null;
    before = after(before, { start: change.start, end: change.newEnd, newEnd: change.end });
  }
  return before;
}

/** A place at or behind the end of a change, moved along. */
function after(place: Place, { end, newEnd }: TextChange): Place {
  return place.line === end.line
    ? { line: newEnd.line, column: newEnd.column + place.column - end.column }
    : { line: place.line + newEnd.line - end.line, column: place.column };
}

function compare(one: Place, other: Place): number {
  return one.line - other.line || one.column - other.column;
}
