import { closest } from '../base/closest.ts';
import { unwrap } from './inline.ts';
import type { Dependency, Range } from './plan.ts';
import type { Report } from './report.ts';
import { diagnosticAt, replacing } from './report.ts';
import type { PlacedText } from './source.ts';
import { rangeAt, rangeOf, slicePlaced } from './source.ts';

/** What a reference can name. */
export interface Names {
  /** Tasks, groups and VERIFY tasks in file order. */
  readonly ids: readonly string[];
  /** Their places in `ids`. */
  readonly positions: ReadonlyMap<string, number>;
  readonly phases: readonly { readonly id: string; readonly within: readonly string[] }[];
  /** Every number that names a phase or a heading above one. */
  readonly phaseNumbers: ReadonlySet<string>;
}

const separator = /[,;]|\s(?:and|&|\+)\s/g;
const phaseReference = /^phases?[\s-]*(\d[\w.]*?)(?:\s*(?:-|–|—|\.\.|\sto\s)\s*(?:phase\s*)?(\d[\w.]*))?$/i;
const externalReference =
  /^(?:[\p{L}\p{N}][\p{L}\p{N}._-]*:)?[\p{L}][\p{L}\p{N}_-]*\.(?:phase\s?)?[\p{L}\p{N}][\p{L}\p{N}.-]*$/iu;
const rangeSeparator = /\s*(?:–|—|\.\.|-)\s*|\s+to\s+/g;

/** Suggestions look at every id, so they are made for so many unknown references of a plan only. */
const maxSuggestions = 50;
/** A bound on what ranges may expand to, over the whole plan. */
const maxReferences = 200_000;

/** Reads `depends` values; one for a plan, since its limits are the plan's. */
export class DependencyReader {
  readonly #names: Names;
  readonly #report: Report;
  #suggested = 0;
  #references = 0;

  constructor(names: Names, report: Report) {
    this.#names = names;
    this.#report = report;
  }

  /** What the text names (bare numbers are `assumed` to be tasks or phases), each once; unknown names are reported and left out. `none` is an empty list. */
  read(text: PlacedText, assumed: 'task' | 'phase' = 'task'): Dependency[] {
    const inside = unwrap(text.text);
    const offset = text.text.indexOf(inside);
    const parts = splitParts({ text: inside, line: text.line, start: text.start + offset });
    const found = new Map<string, Dependency>();
    for (const part of parts) {
      if (/^(?:none|nothing|-)$/i.test(part.text)) continue;
      for (const dependency of this.#readPart(part, assumed)) found.set(keyOf(dependency), dependency);
    }
    this.#references += found.size;
    return [...found.values()];
  }

  #readPart(part: PlacedText, assumed: 'task' | 'phase'): Dependency[] {
    const range = rangeOf(part);
    const written = unwrap(part.text)
      .replace(/^(?:tasks?\s+|#)(?=\w)/i, '')
      .trim();
    const text = assumed === 'phase' && /^\d/.test(written) ? `phase ${written}` : written;
    const id = this.#taskNamed(text);
    if (id !== null) return [{ kind: 'task', id, range, idRange: placeOfId(part, id) }];
    const phase = phaseReference.exec(text);
    if (phase?.[1] !== undefined) {
      const phases = this.#phasesBetween(phase[1], phase[2] ?? phase[1]);
      if (phases !== null) return phases.map((id) => ({ kind: 'phase', id, range }));
    }
    const tasks = this.#tasksBetween(text) ?? this.#tasksInARow(text);
    if (tasks !== null) {
      const named = (id: string): Dependency => ({ kind: 'task', id, range, idRange: placeOfId(part, id) });
      return this.#bounded(tasks, part).map(named);
    }
    if (phase === null && externalReference.test(text)) {
      this.#reportExternal(part);
      return [{ kind: 'external', text, range }];
    }
    this.#reportUnknown(part);
    return [];
  }

  #taskNamed(text: string): string | null {
    if (this.#names.positions.has(text)) return text;
    const verify = /^verify[\s-]+(.+)$/i.exec(text);
    const id = verify === null ? null : `VERIFY-${verify[1] ?? ''}`;
    return id !== null && this.#names.positions.has(id) ? id : null;
  }

  #phasesBetween(first: string, last: string): string[] | null {
    const { phases, phaseNumbers } = this.#names;
    if (!phaseNumbers.has(first) || !phaseNumbers.has(last)) return null;
    if (first === last) return [first];
    const names = (number: string) => (phase: (typeof phases)[number]) =>
      phase.id === number || phase.within.includes(number);
    const from = phases.findIndex(names(first));
    const to = phases.findLastIndex(names(last));
    return phases.slice(Math.min(from, to), Math.max(from, to) + 1).map((phase) => phase.id);
  }

  /** `1.1-1.4`: by number where both ends differ in their last number only, else by place in the file. */
  #tasksBetween(text: string): readonly string[] | null {
    const { ids, positions } = this.#names;
    if (text.length > 200) return null;
    for (const match of text.matchAll(rangeSeparator)) {
      const first = text.slice(0, match.index).trim();
      const last = text.slice(match.index + match[0].length).trim();
      const from = positions.get(first);
      const to = positions.get(last);
      if (from === undefined || to === undefined) continue;
      const between = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
      const [low, high] = [numbered(first), numbered(last)];
      if (low === null || high === null || low.prefix !== high.prefix) return between;
      return between.filter((id) => {
        const other = numbered(id);
        return other?.prefix === low.prefix && isBetween(other.number, low.number, high.number);
      });
    }
    return null;
  }

  #tasksInARow(text: string): string[] | null {
    if (!/\s/.test(text)) return null;
    const words = text.split(/\s+/);
    return words.every((word) => this.#names.positions.has(word)) ? words : null;
  }

  #bounded(ids: readonly string[], part: PlacedText): readonly string[] {
    this.#references += ids.length;
    if (this.#references <= maxReferences) return ids;
    this.#report(
      diagnosticAt(rangeOf(part), {
        code: 'plan/bad-value',
        severity: 'error',
        message: `The ranges of this plan name more than ${String(maxReferences)} tasks; depend on a phase instead.`,
      }),
    );
    return [];
  }

  #reportExternal(part: PlacedText): void {
    this.#report(
      diagnosticAt(rangeOf(part), {
        code: 'plan/not-yet-supported',
        severity: 'warning',
        message: `"${part.text.slice(0, 80)}" is in another plan; this version does not wait for other plans yet.`,
      }),
    );
  }

  #reportUnknown(part: PlacedText): void {
    const range = rangeOf(part);
    const text = unwrap(part.text);
    const near = this.#suggested++ < maxSuggestions ? closest(text, this.#names.ids) : null;
    const hint = near === null ? '' : ` Did you mean "${near}"?`;
    this.#report(
      diagnosticAt(range, {
        code: 'plan/unknown-dependency',
        severity: 'error',
        message: `There is no task or phase "${text.slice(0, 80)}" in this plan.${hint}`,
        ...(near === null ? {} : { fix: replacing(range, near) }),
      }),
    );
  }
}

function splitParts(text: PlacedText): PlacedText[] {
  const parts: PlacedText[] = [];
  let from = 0;
  for (const match of text.text.matchAll(separator)) {
    parts.push(slicePlaced(text, from, match.index));
    from = match.index + match[0].length;
  }
  parts.push(slicePlaced(text, from, text.text.length));
  return parts.filter((part) => part.text !== '');
}

/** Where the id stands as a word of its own: the part itself, an end of a range, or one word of several. */
function placeOfId(part: PlacedText, id: string): Range | null {
  const { text, line, start } = part;
  if (text === id) return rangeOf(part);
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    const end = at + id.length;
    const isStart = at === 0 || /[\s`*#]/.test(text.charAt(at - 1));
    const isEnd = end === text.length || /[\s`*]/.test(text.charAt(end));
    const isOpen = isStart ? !/[\w.]/.test(text.charAt(end)) : isEnd && !/[\w.]/.test(text.charAt(at - 1));
    if (isOpen) return rangeAt(line, start + at, start + end);
  }
  return null;
}

function keyOf(dependency: Dependency): string {
  return dependency.kind === 'external'
    ? `external ${dependency.text}`
    : `${dependency.kind} ${dependency.id}`;
}

function numbered(id: string): { readonly prefix: string; readonly number: number } | null {
  const match = /^(.*?)(\d+)[a-z]?$/.exec(id);
  return match === null ? null : { prefix: match[1] ?? '', number: Number(match[2]) };
}

function isBetween(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b);
}
