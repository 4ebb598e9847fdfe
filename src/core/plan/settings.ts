import { closest } from '../base/closest.ts';
import { checkName } from './knownNames.ts';
import type { FrontMatterEntry } from './frontMatter.ts';
import type { Dependency, KnownNames, PlanSettings } from './plan.ts';
import { priorityOf } from './priority.ts';
import type { Report } from './report.ts';
import { diagnosticAt, emptyCommand, replacing } from './report.ts';
import { nameFromPath, slug } from './slug.ts';

export interface NamedSettings {
  readonly name: string;
  readonly settings: PlanSettings;
}

type Draft = { -readonly [Key in keyof PlanSettings]: PlanSettings[Key] } & { name: string };

interface Reading {
  readonly names: KnownNames;
  readonly report: Report;
}

/** Reads one value into the draft; what was expected when it is not that, else null. */
type SettingReader = (draft: Draft, entry: FrontMatterEntry, reading: Reading) => string | null;

const readers: ReadonlyMap<string, SettingReader> = new Map<string, SettingReader>([
  ['name', readName],
  ['agent', (draft, entry, reading) => readKnown(draft, entry, { ...reading, key: 'agent' })],
  ['pool', (draft, entry, reading) => readKnown(draft, entry, { ...reading, key: 'pool' })],
  ['model', (draft, entry) => readText(entry, (text) => (draft.model = text))],
  ['base', (draft, entry) => readText(entry, (text) => (draft.base = text))],
  ['priority', readPriority],
  ['verify', readVerify],
  ['concurrency', readConcurrency],
  ['depends', readDepends],
  // Marks a file as a plan, wherever it lies.
  ['tutti', () => null],
]);

/** Reads the front matter's settings; keys of other tools are left alone. */
export function readSettings(
  entries: readonly FrontMatterEntry[],
  path: string,
  reading: Reading,
): NamedSettings {
  const draft: Draft = {
    name: nameFromPath(path),
    agent: null,
    model: null,
    pool: null,
    priority: 0,
    base: null,
    verify: null,
    verifyMode: 'background',
    concurrency: null,
    depends: [],
  };
  for (const entry of entries) {
    const reader = readers.get(entry.key.toLowerCase());
    if (reader === undefined) {
      reportUnknownKey(entry, reading.report);
      continue;
    }
    const expected = reader(draft, entry, reading);
    if (expected !== null) reportValue(entry, expected, reading.report);
  }
  const { name, ...settings } = draft;
  return { name, settings };
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function readText(entry: FrontMatterEntry, assign: (text: string) => void): string | null {
  const text = textOf(entry.value);
  if (text === null || text === '') return 'a text';
  assign(text);
  return null;
}

function readName(draft: Draft, entry: FrontMatterEntry): string | null {
  const name = slug(textOf(entry.value) ?? '');
  if (name === '') return 'a name with letters or digits';
  draft.name = name;
  return null;
}

function readKnown(
  draft: Draft,
  entry: FrontMatterEntry,
  { key, names, report }: Reading & { readonly key: 'agent' | 'pool' },
): string | null {
  return readText(entry, (text) => {
    draft[key] = text;
    const { line, column } = entry.range;
    const placed = { text, line: line - 1, start: column - 1 };
    checkName(key, placed, key === 'agent' ? names.agents : names.pools, report);
  });
}

function readPriority(draft: Draft, entry: FrontMatterEntry): string | null {
  const priority = priorityOf(textOf(entry.value) ?? '');
  if (priority === null) return 'critical, high, normal, low or a number';
  draft.priority = priority;
  return null;
}

function readVerify(draft: Draft, entry: FrontMatterEntry, { report }: Reading): string | null {
  const texts = listOf(entry.value).map(textOf);
  if (!texts.every((text) => text !== null)) return 'a command, a list of commands, or blocking';
  const commands: string[] = [];
  for (const text of texts) {
    if (text === 'blocking' || text === 'background') draft.verifyMode = text;
    else if (text !== '') commands.push(text);
    else report(emptyCommand(entry.range));
  }
  if (texts.length === 0) report(emptyCommand(entry.range));
  if (commands.length > 0) draft.verify = commands;
  return null;
}

function readConcurrency(draft: Draft, entry: FrontMatterEntry): string | null {
  const { value } = entry;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) return 'a whole number from 1';
  draft.concurrency = value;
  return null;
}

function readDepends(draft: Draft, entry: FrontMatterEntry, { report }: Reading): string | null {
  const texts = listOf(entry.value)
    .map(textOf)
    .flatMap((text) => (text === null ? [null] : text.split(',').map((part) => part.trim())));
  if (!texts.every((text) => text !== null)) return 'names of other plans or their phases and tasks';
  const named = texts.filter((text) => text !== '' && text.toLowerCase() !== 'none');
  draft.depends = named.map((text): Dependency => ({ kind: 'external', text, range: entry.range }));
  if (named.length > 0) {
    report(
      diagnosticAt(entry.range, {
        code: 'plan/not-yet-supported',
        severity: 'warning',
        message: 'Dependencies between plans are understood, but this version does not wait for them yet.',
      }),
    );
  }
  return null;
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === null || value === undefined ? [] : [value];
}

function reportUnknownKey({ key, keyRange }: FrontMatterEntry, report: Report): void {
  if (key.length < 3) return;
  const near = closest(key, readers.keys());
  if (near === null) return;
  report(
    diagnosticAt(keyRange, {
      code: 'plan/front-matter',
      severity: 'warning',
      message: `"${key}" is not a setting of a plan; did you mean "${near}"?`,
      fix: replacing(keyRange, near),
    }),
  );
}

function reportValue({ key, range }: FrontMatterEntry, expected: string, report: Report): void {
  report(
    diagnosticAt(range, {
      code: 'plan/bad-value',
      severity: 'warning',
      message: `"${key}" of the front matter does not count; write ${expected}.`,
    }),
  );
}
