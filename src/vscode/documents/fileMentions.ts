/** A place in a file that a line of output names. */
export interface FileMention {
  /** Offsets in the line. */
  readonly from: number;
  readonly to: number;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1; null when only the line is named. */
  readonly column: number | null;
}

const maxLineChars = 2_000;

/**
 * `src/a.ts:12:5`, `src/a.ts(12,5)`, `File "a/b.py", line 12`: with a folder or an ending, or else every `12:30` would
 * be one.
 */
const patterns = [
  /(?<path>(?:[A-Za-z]:)?[\w@.+~/\\-]*[\w+-]\.\w{1,8}):(?<line>\d{1,7})(?::(?<column>\d{1,5}))?/g,
  /(?<path>[\w@.+~/\\-]*[\w+-]\.\w{1,8})\((?<line>\d{1,7})(?:,(?<column>\d{1,5}))?\)/g,
  /File "(?<path>[^"]{1,300})", line (?<line>\d{1,7})/g,
];

export function fileMentions(text: string): readonly FileMention[] {
  const near = text.slice(0, maxLineChars);
  return patterns.flatMap((pattern) =>
    [...near.matchAll(pattern)].flatMap((match) => {
      const { path = '', line = '', column } = match.groups ?? {};
      if (/^\d+(\.\d+)*$/.test(path) || path.includes('//')) return [];
      const mention = {
        from: match.index,
        to: match.index + match[0].length,
        path: path.replaceAll('\\', '/'),
        line: Number(line),
        column: column === undefined ? null : Number(column),
      };
      return [mention];
    }),
  );
}
