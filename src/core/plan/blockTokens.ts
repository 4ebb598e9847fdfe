import type { Token } from 'markdown-it';
import MarkdownIt from 'markdown-it';

// Block rules alone: nothing here needs inline ones. `reference` is off since it costs time on every paragraph that starts
// with a bracket, as all tasks do, and takes text away. `html` makes comments hide what is in them.
const markdown = new MarkdownIt('commonmark', { html: true });
markdown.block.ruler.disable('reference');

/** markdown-it's block tokens of a text with `\n` line ends, as far as a plan is made of them. Linear; nests at most 100 levels deep. */
export function readBlockTokens(text: string): Token[] {
  const tokens: Token[] = [];
  markdown.block.parse(text, markdown, {}, tokens);
  return tokens;
}

/** What a plan is read from; of a fence it is enough that nothing in it is an item or a heading. */
const kept: ReadonlySet<string> = new Set(['heading_open', 'list_item_open', 'paragraph_open', 'inline']);

/**
 * Most of the time of a block parse goes into tokens: making them (markdown-it 15.0 defines each field by a helper call) and
 * keeping them until the end, which the garbage collector pays for in large plans. So the parser gets plain ones, and
 * forgets those that nobody reads: list items go as soon as they end without a bracket at their start or in them.
 */
markdown.block.State = class extends markdown.block.State {
  readonly #items: { readonly start: number; holdsBracket: boolean }[] = [];

  override push(type: string, tag: string, nesting: Token['nesting']): Token {
    if (nesting < 0) this.level--;
    const token = new BlockToken(type, tag, nesting, this.level);
    if (nesting > 0) this.level++;
    if (type === 'list_item_open') this.#items.push({ start: this.tokens.length, holdsBracket: false });
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- has all of its fields and methods
    if (kept.has(type) || (type === 'list_item_close' && this.#isWorthKeeping())) this.tokens.push(token);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the same
    return token;
  }

  /** Looks at the item that ends, and forgets it when it can't be a checkbox or hold one. */
  #isWorthKeeping(): boolean {
    const item = this.#items.pop();
    if (item === undefined) return false;
    if (!item.holdsBracket && this.tokens[item.start + 2]?.content.startsWith('[') !== true) {
      this.tokens.length = item.start;
      return false;
    }
    const outer = this.#items.at(-1);
    if (outer !== undefined) outer.holdsBracket = true;
    return true;
  }
};

class BlockToken implements Token {
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
