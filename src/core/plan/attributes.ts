import type { AttributeKey, WrittenAttribute } from './attributeKeys.ts';
import { assertNever } from '../base/assertNever.ts';
import { durationMs, estimateMs } from './duration.ts';
import { normalisePath } from './globText.ts';
import { unwrap } from './inline.ts';
import { checkName, checkNames } from './knownNames.ts';
import type { KnownNames, TaskAttributes } from './plan.ts';
import { priorityOf } from './priority.ts';
import type { Report } from './report.ts';
import { diagnosticAt, emptyCommand } from './report.ts';
import type { PlacedText } from './source.ts';
import { rangeOf, slicePlaced } from './source.ts';

/** What a task says about itself, its group's words not mixed in. */
export interface OwnAttributes {
  readonly attributes: TaskAttributes;
  readonly files: readonly string[] | null;
  /** Read once all ids are known. */
  readonly depends: PlacedText | null;
}

interface Draft {
  readonly attributes: { -readonly [Key in keyof TaskAttributes]: TaskAttributes[Key] };
  files: readonly string[] | null;
  depends: PlacedText | null;
}

const notYetActedOn: ReadonlySet<AttributeKey> = new Set([
  'category',
  'loop',
  'until',
  'skills',
  'mode',
  'bonus',
]);
const modes: readonly string[] = ['ultrawork', 'search', 'ultrathink'];
const nothing: OwnAttributes = { attributes: {}, files: null, depends: null };

/** Reads the values; what can't be read is reported and left out. */
export function readAttributes(
  written: readonly WrittenAttribute[],
  names: KnownNames,
  report: Report,
): OwnAttributes {
  if (written.length === 0) return nothing;
  const draft: Draft = { attributes: {}, files: null, depends: null };
  for (const attribute of chooseOnePerKey(written, report)) {
    if (notYetActedOn.has(attribute.key)) reportNotYet(attribute, report);
    const problem = readInto(draft, attribute, { names, report });
    if (problem !== null) reportValue(attribute, problem, report);
  }
  return draft;
}

/** A line below the task wins over its own line; of two in one place the later wins. */
function chooseOnePerKey(written: readonly WrittenAttribute[], report: Report): Iterable<WrittenAttribute> {
  if (written.length === 1) return written;
  const chosen = new Map<AttributeKey, WrittenAttribute>();
  for (const attribute of written) {
    const earlier = chosen.get(attribute.key);
    if (earlier !== undefined) {
      report(
        diagnosticAt(rangeOf(earlier.value), {
          code: 'plan/attribute-twice',
          severity: 'warning',
          message: `"${attribute.key}" is said twice; line ${String(attribute.value.line + 1)} counts. Remove this one.`,
          related: [{ ...rangeOf(attribute.value), message: 'This one counts.' }],
        }),
      );
    }
    chosen.set(attribute.key, attribute);
  }
  return chosen.values();
}

interface Reading {
  readonly names: KnownNames;
  readonly report: Report;
}

/** What was expected, when the value is not that; else null. */
function readInto(draft: Draft, { key, value }: WrittenAttribute, { names, report }: Reading): string | null {
  const text = unwrap(value.text);
  const { attributes } = draft;
  if (text === '' && key !== 'bonus' && key !== 'verify' && key !== 'until') return 'a value';
  switch (key) {
    case 'depends':
      draft.depends = value;
      return null;
    case 'agent':
      attributes.agent = text;
      checkName('agent', value, names.agents, report);
      return null;
    case 'model':
    case 'category':
      attributes[key] = text;
      return null;
    case 'pool':
      attributes.pool = text;
      checkName('pool', value, names.pools, report);
      return null;
    case 'priority': {
      const priority = priorityOf(text);
      if (priority === null) return 'critical, high, normal, low or a number';
      attributes.priority = priority;
      return null;
    }
    case 'files':
      return readFiles(draft, value);
    case 'verify':
    case 'until':
      if (text === '') {
        report(emptyCommand(rangeOf(value)));
        return null;
      }
      attributes[key] = text;
      return null;
    case 'estimate':
      return readNumber(
        estimateMs(text),
        'a time such as 20m or 2h, or S, M or L',
        (ms) => (attributes.estimateMs = ms),
      );
    case 'timeout':
      return readNumber(
        durationMs(text),
        'a time such as 90s, 20m or 2h',
        (ms) => (attributes.timeoutMs = ms),
      );
    case 'retries':
      return readNumber(
        wholeNumber(text, 0),
        'a whole number from 0 to 100',
        (count) => (attributes.retries = count),
      );
    case 'loop':
      return readNumber(
        wholeNumber(text, 1),
        'a whole number from 1 to 100',
        (count) => (attributes.loop = count),
      );
    case 'skills':
      attributes.skills = splitList(value).map((part) => unwrap(part.text));
      checkNames('skill', splitList(value), names.skills, report);
      return null;
    case 'mode':
      if (!modes.includes(text.toLowerCase())) return `one of ${modes.join(', ')}`;
      attributes.mode = text.toLowerCase();
      return null;
    case 'review': {
      const review = text.toLowerCase();
      if (review !== 'none' && review !== 'auto' && review !== 'human') return 'none, auto or human';
      attributes.review = review;
      return null;
    }
    case 'bonus':
      if (!/^(?:|true|yes|false|no)$/i.test(text)) return 'true or false';
      attributes.bonus = !/^(?:false|no)$/i.test(text);
      return null;
    default:
      return assertNever(key);
  }
}

function readNumber(value: number | null, expected: string, assign: (value: number) => void): string | null {
  if (value === null) return expected;
  assign(value);
  return null;
}

function wholeNumber(text: string, least: number): number | null {
  return /^\d{1,3}$/.test(text) && Number(text) >= least && Number(text) <= 100 ? Number(text) : null;
}

function readFiles(draft: Draft, value: PlacedText): string | null {
  const parts = splitList(value);
  const files = new Set<string>();
  let unread = 0;
  for (const part of parts) {
    const path = normalisePath(unwrap(part.text));
    if (path === null) unread++;
    else files.add(path);
  }
  if (files.size > 0) draft.files = [...files];
  return unread === 0 ? null : 'paths and globs inside of the repository, with commas between';
}

/** Parts between commas; a comma inside of `{a,b}` does not part. */
function splitList(value: PlacedText): PlacedText[] {
  const { text } = value;
  const nextComma = text.includes('{') ? commaOutsideOfBraces : plainComma;
  const parts: PlacedText[] = [];
  for (let from = 0; from <= text.length;) {
    const end = nextComma(text, from);
    const part = slicePlaced(value, from, end);
    if (part.text !== '') parts.push(part);
    from = end + 1;
  }
  return parts;
}

function plainComma(text: string, from: number): number {
  const comma = text.indexOf(',', from);
  return comma < 0 ? text.length : comma;
}

function commaOutsideOfBraces(text: string, from: number): number {
  let depth = 0;
  let index = from;
  for (; index < text.length; index++) {
    if (text[index] === '{') depth++;
    else if (text[index] === '}') depth = Math.max(0, depth - 1);
    else if (text[index] === ',' && depth === 0) break;
  }
  return index;
}

function reportNotYet({ key, value }: WrittenAttribute, report: Report): void {
  report(
    diagnosticAt(rangeOf(value), {
      code: 'plan/not-yet-supported',
      severity: 'warning',
      message: `"${key}" is understood, but this version does not act on it yet; the task runs as if it was not there.`,
    }),
  );
}

function reportValue({ key, value }: WrittenAttribute, expected: string, report: Report): void {
  const written = value.text === '' ? 'nothing' : `"${value.text.slice(0, 80)}"`;
  report(
    diagnosticAt(rangeOf(value), {
      code: 'plan/bad-value',
      severity: 'warning',
      message: `"${key}" is ${written} and does not count; write ${expected}.`,
    }),
  );
}
