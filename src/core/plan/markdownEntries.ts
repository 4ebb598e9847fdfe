import type { Token } from 'markdown-it';
import MarkdownIt from 'markdown-it';

/** What a plan is read from. Lines count from 0, the second of a pair is the first line after. */
export type MarkdownEntry =
  | { readonly kind: 'heading'; readonly token: Token; readonly content: string }
  /** Outside of lists. */
  | { readonly kind: 'paragraph'; readonly lines: readonly [number, number] }
  | ItemEntry;

/** A list item that begins with a bracket. */
export interface ItemEntry {
  readonly kind: 'item';
  readonly lines: readonly [number, number];
  /** Its first paragraph. */
  readonly content: string;
  /** The nearest such item around it. */
  readonly parent: ItemEntry | null;
}

// Block rules alone: nothing here needs inline ones. `reference` is off since it costs time on every paragraph that starts
// with a bracket, as all tasks do, and takes text away. `html` makes comments hide what is in them.
const markdown = new MarkdownIt('commonmark', { html: true });
markdown.block.ruler.disable('reference');

/** Reads a text with `\n` line ends by markdown-it's block rules. Linear; nests at most 100 levels deep. */
export function readMarkdownEntries(text: string): MarkdownEntry[] {
  const state = new EntryState(text, markdown, {}, []);
  markdown.block.tokenize(state, state.line, state.lineMax);
  return state.finish();
}

interface OpenItem {
  readonly token: Token;
  entry: ItemEntry | null;
}

/**
 * Most of the time of a block parse goes into tokens: making them (markdown-it 15.0 defines each field by a helper call) and
 * keeping them to the end, which the garbage collector pays for in large plans. So the rules get plain ones, and nothing
 * is kept but entries. What a rule writes into a token is there when it pushes the next one.
 */
class EntryState extends markdown.block.State {
  readonly #entries: MarkdownEntry[] = [];
  readonly #items: OpenItem[] = [];
  #opened: Token | null = null;
  #inline: Token | null = null;

  override push(type: string, tag: string, nesting: Token['nesting']): Token {
    if (this.#inline !== null) this.#settle();
    if (nesting < 0) this.level--;
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- has all fields and methods of it
    const token: Token = new PlainToken(type, tag, nesting, this.level);
    if (nesting > 0) this.level++;
    switch (type) {
      case 'list_item_open':
        this.#items.push({ token, entry: null });
        break;
      case 'list_item_close':
        this.#items.pop();
        break;
      case 'heading_open':
      case 'paragraph_open':
        this.#opened = token;
        break;
      case 'inline':
        this.#inline = token;
        break;
      default:
        break;
    }
    return token;
  }

  finish(): MarkdownEntry[] {
    this.#settle();
    return this.#entries;
  }

  /** Looks at the heading or paragraph whose text has been read. */
  #settle(): void {
    const [opened, content, item] = [this.#opened, this.#inline?.content, this.#items.at(-1)];
    this.#inline = null;
    if (opened === null || opened.map === null || content === undefined) return;
    if (opened.type === 'heading_open') {
      if (opened.level === 0) this.#entries.push({ kind: 'heading', token: opened, content });
    } else if (item === undefined) {
      this.#entries.push({ kind: 'paragraph', lines: opened.map });
    } else if (content.startsWith('[') && isFirstOf(item.token, opened)) {
      const parent = this.#items.findLast(({ entry }) => entry !== null)?.entry ?? null;
      item.entry = { kind: 'item', lines: item.token.map ?? opened.map, content, parent };
      this.#entries.push(item.entry);
    }
  }
}

function isFirstOf(item: Token, paragraph: Token): boolean {
  return paragraph.level === item.level + 1 && paragraph.map?.[0] === item.map?.[0];
}

class PlainToken implements Token {
  readonly type: string;
  readonly tag: string;
  readonly nesting: Token['nesting'];
  readonly level: number;
  readonly block = true;
  attrs: Token['attrs'] = null;
  map: Token['map'] = null;
  children: Token['children'] = null;
  content = '';
  markup = '';
  info = '';
  meta: Token['meta'] = null;
  hidden = false;

  constructor(type: string, tag: string, nesting: Token['nesting'], level: number) {
    this.type = type;
    this.tag = tag;
    this.nesting = nesting;
    this.level = level;
  }

  attrIndex(name: string): number {
    return this.attrs?.findIndex(([other]) => other === name) ?? -1;
  }

  attrPush(attribute: [name: string, value: string | number]): void {
    this.attrs = [...(this.attrs ?? []), attribute];
  }

  attrSet(name: string, value: string | number): void {
    this.attrs = [...(this.attrs ?? []).filter(([other]) => other !== name), [name, value]];
  }

  attrGet(name: string): string | number | null {
    return this.attrs?.find(([other]) => other === name)?.[1] ?? null;
  }

  attrJoin(name: string, value: string | number): void {
    const before = this.attrGet(name);
    this.attrSet(name, before === null ? value : `${String(before)} ${String(value)}`);
  }
}
