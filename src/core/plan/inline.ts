/** A part of a line: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface CodeSpan extends Span {
  /** What stands between the backticks, trimmed. */
  readonly code: string;
}

/** Code spans of one line (CommonMark 6.1): a run of backticks up to the next run of the same length. Linear. */
export function findCodeSpans(line: string): CodeSpan[] {
  if (!line.includes('`')) return [];
  const runs = backtickRuns(line);
  const closers = nextOfSameLength(runs);
  const spans: CodeSpan[] = [];
  for (let index = 0; index < runs.length; index++) {
    const opener = runs[index];
    const closer = runs[closers[index] ?? -1];
    if (opener === undefined || closer === undefined) continue;
    spans.push({
      start: opener.start,
      end: closer.start + closer.length,
      code: line.slice(opener.start + opener.length, closer.start).trim(),
    });
    index = closers[index] ?? index;
  }
  return spans;
}

function backtickRuns(line: string): { readonly start: number; readonly length: number }[] {
  const runs: { readonly start: number; readonly length: number }[] = [];
  for (let start = line.indexOf('`'); start >= 0;) {
    let end = start + 1;
    while (line[end] === '`') end++;
    runs.push({ start, length: end - start });
    start = line.indexOf('`', end);
  }
  return runs;
}

/** For each run the next one of its length; -1: none. */
function nextOfSameLength(runs: readonly { readonly length: number }[]): number[] {
  if (runs.length === 2 && runs[0]?.length === runs[1]?.length) return [1, -1];
  const next = new Array<number>(runs.length).fill(-1);
  const latest = new Map<number, number>();
  for (let index = runs.length - 1; index >= 0; index--) {
    const length = runs[index]?.length ?? 0;
    next[index] = latest.get(length) ?? -1;
    latest.set(length, index);
  }
  return next;
}

/** Balanced `( … )` of a line outside of code, outermost and inner ones, by their start. Linear. */
export function findParentheses(line: string, code: readonly CodeSpan[]): Span[] {
  if (!line.includes('(')) return [];
  const spans: Span[] = [];
  const open: number[] = [];
  let nextCode = 0;
  for (let index = 0; index < line.length; index++) {
    if (index === code[nextCode]?.start) {
      index = (code[nextCode]?.end ?? index + 1) - 1;
      nextCode++;
      continue;
    }
    const character = line.charCodeAt(index);
    if (character === 0x28) {
      open.push(index);
    } else if (character === 0x29) {
      const start = open.pop();
      if (start !== undefined) spans.push({ start, end: index + 1 });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** The line without the spans (ascending, apart), each gap closed up to one space. */
export function cutSpans(line: string, spans: readonly Span[]): string {
  if (spans.length === 0) return line.trim();
  const parts: string[] = [];
  let from = 0;
  for (const span of spans) {
    parts.push(line.slice(from, span.start).trim());
    from = span.end;
  }
  parts.push(line.slice(from).trim());
  return parts.filter((part) => part !== '').join(' ');
}

/** The value without code marks or bold marks around the whole of it. */
export function unwrap(value: string): string {
  if (!value.startsWith('`') && !value.startsWith('**')) return value;
  const match = /^(?:`([^`]*)`|\*\*([^*]*)\*\*)$/.exec(value);
  return match === null ? value : (match[1] ?? match[2] ?? '').trim();
}
