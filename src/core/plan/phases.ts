import type { Report } from './report.ts';
import { diagnosticAt } from './report.ts';
import type { Section } from './sections.ts';
import { rangeOf } from './source.ts';

/** A section that holds tasks, with the number that it goes by. */
export interface NumberedPhase {
  readonly section: Section;
  readonly id: string;
  readonly title: string;
  readonly within: readonly string[];
}

/**
 * Numbers the sections that hold tasks: by their heading's number, else by order among their siblings. Below a numbered
 * heading the number starts with that heading's, so `### Backend` in phase 2 is 2.1.
 */
export function numberPhases(sections: readonly Section[], report: Report): NumberedPhase[] {
  const taken = new Map<string, Section>();
  const own = sections.map((section) => {
    const { number, within } = qualify(section);
    if (number === null) return { section, within, id: null };
    const earlier = taken.get(number);
    if (earlier !== undefined) {
      reportTaken(section, earlier, report);
      return { section, within, id: null };
    }
    taken.set(number, section);
    return { section, within, id: number };
  });
  const next = new Map<string, number>();
  return own.map(({ section, within, id }) => {
    const prefix = within.length === 0 ? '' : `${within.at(-1) ?? ''}.`;
    let order = (next.get(prefix) ?? 0) + 1;
    if (id === null) while (taken.has(`${prefix}${String(order)}`)) order++;
    next.set(prefix, order);
    const number = id ?? `${prefix}${String(order)}`;
    taken.set(number, section);
    return { section, id: number, title: section.heading?.title ?? '', within };
  });
}

function qualify(section: Section): { readonly number: string | null; readonly within: readonly string[] } {
  const path: Section[] = [];
  for (let above: Section | null = section; above !== null; above = above.parent) path.push(above);
  const within: string[] = [];
  let number: string | null = null;
  for (const { heading } of path.reverse()) {
    if (number !== null) within.push(number);
    const above = within.at(-1);
    const written = heading?.number ?? null;
    const isFull = above === undefined || written?.startsWith(`${above}.`) === true;
    number = written === null || isFull ? written : `${above}.${written}`;
  }
  return { number, within };
}

function reportTaken(section: Section, earlier: Section, report: Report): void {
  const range = section.heading === null ? null : rangeOf(section.heading.text);
  const other = earlier.heading === null ? null : rangeOf(earlier.heading.text);
  if (range === null || other === null) return;
  report(
    diagnosticAt(range, {
      code: 'plan/duplicate-phase',
      severity: 'warning',
      message: `The phase on line ${String(other.line)} has this number too; this one gets another. Renumber one of them.`,
      related: [{ ...other, message: 'The first phase with this number.' }],
    }),
  );
}
