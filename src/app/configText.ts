import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';

/** Line and column count from 1; columns in UTF-16 code units. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** The text of a configuration file, read. */
export interface ConfigText {
  /** An empty file is an empty configuration. */
  readonly value: unknown;
  readonly syntaxErrors: readonly (Position & { readonly message: string })[];
  /** Where the key at this path stands, else the nearest part around it; null when the file has none of it. */
  positionOf(path: readonly (string | number)[]): Position | null;
}

/** Reads JSON with comments and trailing commas. */
export function parseConfigText(source: string): ConfigText {
  const text = source.replace(/^\uFEFF/, '');
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  return {
    value: root === undefined ? {} : getNodeValue(root),
    syntaxErrors: errors.map(({ error, offset }) => ({
      ...positionAt(text, offset),
      message: `This is not valid JSON: ${sentences[printParseErrorCode(error)] ?? 'it can not be read here'}.`,
    })),
    positionOf: (path) => {
      const node = root === undefined ? null : nearest(root, path);
      return node === null ? null : positionAt(text, node.offset);
    },
  };
}

const sentences: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this word means nothing here',
  InvalidNumberFormat: 'this is not a number',
  PropertyNameExpected: 'a key in double quotes is expected',
  ValueExpected: 'a value is expected',
  ColonExpected: 'a colon is expected',
  CommaExpected: 'a comma is expected',
  CloseBraceExpected: 'a closing brace is expected',
  CloseBracketExpected: 'a closing bracket is expected',
  EndOfFileExpected: 'nothing may come after the end of the object',
  UnexpectedEndOfComment: 'this comment has no end',
  UnexpectedEndOfString: 'this text has no closing quote',
  InvalidEscapeCharacter: 'this escape does not exist',
  InvalidCharacter: 'this character is not allowed here',
};

function nearest(root: Node, path: readonly (string | number)[]): Node | null {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node === undefined) continue;
    const property = node.parent?.type === 'property' ? node.parent : null;
    return property ?? node;
  }
  return path.length === 0 ? root : null;
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
