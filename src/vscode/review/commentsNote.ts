/** What a person wrote on a line of the changes. */
export interface ReviewComment {
  readonly path: string;
  /** From 1; the last line when the comment is on several. */
  readonly line: number;
  /** The first line of the comment's range; the same as `line` for one. */
  readonly firstLine: number;
  readonly text: string;
}

const maxChars = 20_000;

/** All comments on a task's changes as one note for its agent, in the order of files and lines. */
export function commentsNote(comments: readonly ReviewComment[]): string {
  const ordered = comments.toSorted(
    (one, other) => one.path.localeCompare(other.path) || one.firstLine - other.firstLine,
  );
  const items = ordered.map(({ path, firstLine, line, text }) => {
    const place = firstLine === line ? String(line) : `${String(firstLine)}-${String(line)}`;
    return `- ${path}:${place}: ${text.trim().replaceAll('\n', '\n  ')}`;
  });
  const note = `Comments of a review of your changes. Deal with each of them:\n\n${items.join('\n')}`;
  return note.length <= maxChars ? note : `${note.slice(0, maxChars)}\n[… the rest is left out …]`;
}
