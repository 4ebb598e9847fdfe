import type { ItemEntry, MarkdownEntry } from './markdownEntries.ts';
import { readMarkdownEntries } from './markdownEntries.ts';
import type { PlacedText, Source } from './source.ts';
import { isBlank } from './source.ts';

/** The blocks of a file that a plan is made of, in file order. Lines count from 0; `endLine` is the first after. */
export type Block = HeadingBlock | ParagraphBlock | CheckboxBlock;

/** A heading outside of lists and quotes. */
export interface HeadingBlock {
  readonly kind: 'heading';
  readonly level: number;
  readonly text: PlacedText;
}

/** A paragraph outside of lists. */
export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly line: number;
  readonly endLine: number;
}

/** A task-list item. */
export interface CheckboxBlock {
  readonly kind: 'checkbox';
  /** The checkbox item that it is nested in, however deep. */
  readonly parent: CheckboxBlock | null;
  readonly line: number;
  readonly endLine: number;
  /** The character between the brackets. */
  readonly mark: PlacedText;
  readonly optional: boolean;
  /** The rest of its first line. */
  readonly text: PlacedText;
}

/** Reads the blocks from line `fromLine` on. */
export function readBlocks(source: Source, fromLine: number): Block[] {
  const text = fromLine === 0 ? source.text : '\n'.repeat(fromLine) + source.lines.slice(fromLine).join('\n');
  const checkboxes = new Map<ItemEntry, CheckboxBlock | null>();
  return readMarkdownEntries(text).flatMap((entry): Block | [] => {
    switch (entry.kind) {
      case 'heading':
        return readHeading(source, entry);
      case 'paragraph':
        return { kind: 'paragraph', line: entry.lines[0], endLine: entry.lines[1] };
      case 'item': {
        const parent = entry.parent === null ? null : (checkboxes.get(entry.parent) ?? null);
        const checkbox = readCheckbox(source, entry, parent);
        // An item that only looked like one, as `[link](x)` does, hands on the one around it.
        checkboxes.set(entry, checkbox ?? parent);
        return checkbox ?? [];
      }
    }
  });
}

function readHeading(source: Source, { token, content }: MarkdownEntry & { kind: 'heading' }): HeadingBlock {
  const line = token.map?.[0] ?? 0;
  const first = firstLine(content);
  // A heading underlined with = or - has no signs before its text.
  const signs = token.markup.startsWith('#') ? token.markup.length : 0;
  const start = Math.max(0, source.lines[line]?.indexOf(first, signs) ?? 0);
  return { kind: 'heading', level: Number(token.tag.slice(1)), text: { text: first, line, start } };
}

const checkboxPattern = /^\[([ xX~-])\](\*)?[ \t]+(?=\S)/;

function readCheckbox(source: Source, item: ItemEntry, parent: CheckboxBlock | null): CheckboxBlock | null {
  const content = firstLine(item.content);
  const match = checkboxPattern.exec(content);
  if (match === null) return null;
  const [line, endLine] = item.lines;
  // The content is the end of its line, but for white space behind it.
  const start = source.lines[line]?.lastIndexOf(content) ?? -1;
  if (start < 0) return null;
  return {
    kind: 'checkbox',
    parent,
    line,
    endLine: withoutBlankEnd(source, line + 1, endLine),
    mark: { text: match[1] ?? ' ', line, start: start + 1 },
    optional: match[2] !== undefined,
    text: { text: content.slice(match[0].length).trimEnd(), line, start: start + match[0].length },
  };
}

function firstLine(content: string): string {
  const end = content.indexOf('\n');
  return end < 0 ? content : content.slice(0, end);
}

function withoutBlankEnd(source: Source, from: number, to: number): number {
  let end = Math.min(to, source.lines.length);
  while (end > from && isBlank(source.lines[end - 1] ?? '')) end--;
  return end;
}
