import type { Token } from 'markdown-it';
import { readBlockTokens } from './blockTokens.ts';
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

interface OpenItem {
  readonly line: number;
  readonly endLine: number;
  readonly level: number;
  checkbox: CheckboxBlock | null;
}

/** Reads the blocks from line `fromLine` on. */
export function readBlocks(source: Source, fromLine: number): Block[] {
  const text = fromLine === 0 ? source.text : '\n'.repeat(fromLine) + source.lines.slice(fromLine).join('\n');
  const tokens = readBlockTokens(text);
  const blocks: Block[] = [];
  const open: OpenItem[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    const [line, endLine] = token?.map ?? [0, 0];
    switch (token?.type) {
      case 'list_item_open':
        open.push({ line, endLine, level: token.level, checkbox: null });
        break;
      case 'list_item_close':
        open.pop();
        break;
      case 'heading_open':
        if (token.level === 0) blocks.push(readHeading(source, token, tokens[index + 1]?.content ?? ''));
        break;
      case 'paragraph_open': {
        const item = open.at(-1);
        const content = tokens[index + 1]?.content ?? '';
        if (item === undefined) {
          blocks.push({ kind: 'paragraph', line, endLine });
          break;
        }
        if (line !== item.line || token.level !== item.level + 1) break;
        item.checkbox = readCheckbox(source, item, { content, parent: enclosing(open) });
        if (item.checkbox !== null) blocks.push(item.checkbox);
        break;
      }
      default:
        break;
    }
  }
  return blocks;
}

function enclosing(open: readonly OpenItem[]): CheckboxBlock | null {
  return open.findLast((item) => item.checkbox !== null)?.checkbox ?? null;
}

function readHeading(source: Source, token: Token, content: string): HeadingBlock {
  const line = token.map?.[0] ?? 0;
  const first = firstLine(content);
  // A heading underlined with = or - has no signs before its text.
  const signs = token.markup.startsWith('#') ? token.markup.length : 0;
  const start = Math.max(0, source.lines[line]?.indexOf(first, signs) ?? 0);
  return { kind: 'heading', level: Number(token.tag.slice(1)), text: { text: first, line, start } };
}

const checkboxPattern = /^\[([ xX~-])\](\*)?[ \t]+(?=\S)/;

function readCheckbox(
  source: Source,
  item: OpenItem,
  paragraph: { readonly content: string; readonly parent: CheckboxBlock | null },
): CheckboxBlock | null {
  if (!paragraph.content.startsWith('[')) return null;
  const content = firstLine(paragraph.content);
  const match = checkboxPattern.exec(content);
  if (match === null) return null;
  const { line } = item;
  // The content is the end of its line, but for white space behind it.
  const start = source.lines[line]?.lastIndexOf(content) ?? -1;
  if (start < 0) return null;
  return {
    kind: 'checkbox',
    parent: paragraph.parent,
    line,
    endLine: withoutBlankEnd(source, line + 1, item.endLine),
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
