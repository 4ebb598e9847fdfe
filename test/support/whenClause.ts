/** The values of context keys that a clause is asked about; a key that is not there is not set. */
export type ContextValues = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Whether a when-clause holds: `!`, `&&`, `||`, parentheses, `==`, `!=`, `<`, `>`, `=~`, `in`. Throws on anything else. */
export function holds(clause: string, context: ContextValues): boolean {
  const tokens = clause.match(token) ?? [];
  const parser = new Parser(tokens, context);
  const value = parser.either();
  if (!parser.isAtEnd()) throw new Error(`The rest of this can't be read: ${clause}`);
  return value;
}

const token =
  /\(|\)|&&|\|\||==|!=|=~|>|<|!|\/(?:\[(?:[^\]\\]|\\.)*\]|[^/\\[]|\\.)+\/[a-z]*|'[^']*'|[\w.:-]+/g;

class Parser {
  readonly #tokens: readonly string[];
  readonly #context: ContextValues;
  #at = 0;

  constructor(tokens: readonly string[], context: ContextValues) {
    this.#tokens = tokens;
    this.#context = context;
  }

  isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  either(): boolean {
    let value = this.#both();
    while (this.#takes('||')) {
      const right = this.#both();
      value = value || right;
    }
    return value;
  }

  #both(): boolean {
    let value = this.#single();
    while (this.#takes('&&')) {
      const right = this.#single();
      value = value && right;
    }
    return value;
  }

  #single(): boolean {
    if (this.#takes('!')) return !this.#single();
    if (this.#takes('(')) {
      const value = this.either();
      if (!this.#takes(')')) throw new Error('A parenthesis is not closed');
      return value;
    }
    const key = this.#next();
    const value = this.#context[key];
    const text = typeof value === 'object' ? '' : String(value ?? '');
    if (this.#takes('==')) return text === unquoted(this.#next());
    if (this.#takes('!=')) return text !== unquoted(this.#next());
    if (this.#takes('>')) return Number(value ?? 0) > Number(this.#next());
    if (this.#takes('<')) return Number(value ?? 0) < Number(this.#next());
    if (this.#takes('=~')) return pattern(this.#next()).test(text);
    if (this.#takes('in')) return holder(this.#context[this.#next()]).includes(text);
    return Boolean(value);
  }

  #takes(wanted: string): boolean {
    if (this.#tokens[this.#at] !== wanted) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    const next = this.#tokens[this.#at];
    if (next === undefined) throw new Error('The clause ends too early');
    this.#at += 1;
    return next;
  }
}

function unquoted(text: string): string {
  return text.replace(/^'(.*)'$/, '$1');
}

function pattern(text: string): RegExp {
  const end = text.lastIndexOf('/');
  return new RegExp(text.slice(1, end), text.slice(end + 1));
}

function holder(value: ContextValues[string] | undefined): readonly string[] {
  return typeof value === 'object' ? value : [];
}
