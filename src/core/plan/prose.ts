import type { LineSpan } from './body.ts';
import { readBody } from './body.ts';
import type { Section } from './sections.ts';
import type { Source } from './source.ts';

/** Where the text is that every task receives. */
export interface Introduction extends LineSpan {
  readonly text: string;
}

/** What stands before the first phase, as written, without the plan's title; without headings, before the first task. */
export function readIntroduction(
  source: Source,
  where: { readonly from: number; readonly title: Section | null; readonly firstPhase: Section | null },
): Introduction {
  const { from, title, firstPhase } = where;
  if (firstPhase === null) return { line: from, endLine: from, text: '' };
  const ownsHeading = firstPhase.heading !== null && firstPhase !== title;
  const endLine = ownsHeading ? firstPhase.line : (firstPhase.checkboxes[0]?.line ?? firstPhase.line);
  const titleLines = title === null || title.line >= endLine ? [] : [headingLines(source, title)];
  return { line: from, endLine, text: readBody(source, { line: from, endLine }, titleLines) };
}

/**
 * What belongs to a phase and is neither task nor criterion: the text of the headings above it that hold no tasks
 * themselves, its own, and that of the headings below it that hold no tasks.
 */
export function readPhaseText(
  source: Source,
  where: {
    readonly phase: Section;
    readonly below: readonly Section[];
    readonly phases: ReadonlySet<Section>;
    readonly introduction: LineSpan;
  },
): string {
  const { phase, below, phases, introduction } = where;
  const parts: string[] = [];
  for (let above = phase.parent; above !== null && !phases.has(above); above = above.parent) {
    if (above.line >= introduction.endLine) parts.unshift(proseOf(source, above, above.line));
  }
  parts.push(proseOf(source, phase, introduction.endLine));
  for (const section of below) {
    const prose = proseOf(source, section, section.line);
    if (prose !== '') parts.push(`${source.lines[section.line] ?? ''}\n\n${prose}`);
  }
  return parts.filter((part) => part !== '').join('\n\n');
}

function proseOf(source: Source, section: Section, from: number): string {
  const line = Math.max(
    from,
    section.heading === null ? section.line : headingLines(source, section).endLine,
  );
  if (line >= section.endLine) return '';
  const items = section.checkboxes.filter((checkbox) => checkbox.parent === null);
  return readBody(source, { line, endLine: section.endLine }, items);
}

function headingLines(source: Source, section: Section): LineSpan {
  const underlined = /^\s{0,3}(?:=+|-+)\s*$/.test(source.lines[section.line + 1] ?? '');
  const hasSigns = /^\s{0,3}#/.test(source.lines[section.line] ?? '');
  return { line: section.line, endLine: section.line + (underlined && !hasSigns ? 2 : 1) };
}
