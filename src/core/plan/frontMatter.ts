import type { Document } from 'yaml';
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Range } from './plan.ts';
import type { Report } from './report.ts';
import { diagnosticAt } from './report.ts';
import type { Source } from './source.ts';
import { rangeAt } from './source.ts';

/** The block between two `---` lines at the very start of a file. */
export interface FrontMatter {
  /** First line of the plan's markdown, from 0. */
  readonly endLine: number;
  readonly entries: readonly FrontMatterEntry[];
}

export interface FrontMatterEntry {
  readonly key: string;
  readonly keyRange: Range;
  /** Null, a boolean, number or string, or lists and records of them. */
  readonly value: unknown;
  readonly range: Range;
}

const maxLines = 500;

/** Null: the file has none. YAML that can't be read is reported, and what can be read of it counts. */
export function readFrontMatter(source: Source, report: Report): FrontMatter | null {
  if (source.lines[0]?.trimEnd() !== '---') return null;
  const end = source.lines.findIndex(
    (line, index) => index > 0 && index <= maxLines && /^(?:---|\.\.\.)\s*$/.test(line),
  );
  if (end < 0) {
    // A rule at the start of a file is good markdown, unless settings follow.
    if (/^[A-Za-z_]+:(?:\s|$)/.test(source.lines[1] ?? '')) {
      reportYaml(rangeAt(0, 0, 3), 'The front matter is not closed; end it with a line "---".', report);
    }
    return null;
  }
  return { endLine: end + 1, entries: readYaml(source.lines.slice(1, end).join('\n'), report) };
}

function readYaml(text: string, report: Report): FrontMatterEntry[] {
  const lineCounter = new LineCounter();
  const rangeBetween = (from: number, to: number): Range => {
    const start = lineCounter.linePos(from);
    const end = lineCounter.linePos(Math.max(from, to));
    return {
      line: start.line + 1,
      column: Math.max(1, start.col),
      endLine: end.line + 1,
      endColumn: Math.max(1, end.col),
    };
  };
  try {
    const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'silent' });
    for (const error of document.errors.slice(0, 20)) {
      reportYaml(
        rangeBetween(error.pos[0], error.pos[1]),
        `The front matter can't be read: ${error.message}`,
        report,
      );
    }
    if (isMap(document.contents)) return readEntries(document, rangeBetween);
    if (document.contents !== null && document.errors.length === 0) {
      reportYaml(rangeAt(0, 0, 3), 'The front matter is not a list of "key: value" lines.', report);
    }
    return [];
  } catch (error) {
    // Thousands of nested brackets exhaust the stack of the YAML parser; too many aliases make it give up.
    const why = error instanceof Error ? error.message : String(error);
    reportYaml(rangeAt(0, 0, 3), `The front matter can't be read: ${why}`, report);
    return [];
  }
}

function readEntries(
  document: Document,
  rangeBetween: (from: number, to: number) => Range,
): FrontMatterEntry[] {
  if (!isMap(document.contents)) return [];
  const entries: FrontMatterEntry[] = [];
  for (const { key, value } of document.contents.items) {
    if (!isScalar(key)) continue;
    const keyRange = rangeBetween(key.range?.[0] ?? 0, key.range?.[1] ?? 0);
    const node = isNode(value) ? value : null;
    entries.push({
      key: String(key.value),
      keyRange,
      value: node?.toJS(document, { maxAliasCount: 20 }) ?? null,
      range: node?.range ? rangeBetween(node.range[0], node.range[1]) : keyRange,
    });
  }
  return entries;
}

function reportYaml(range: Range, message: string, report: Report): void {
  report(diagnosticAt(range, { code: 'plan/front-matter', severity: 'error', message }));
}
