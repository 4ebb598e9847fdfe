import { namesOf } from './names.ts';
import type { Plan, Task, TextEdit } from './plan.ts';

/** Ticks the box of a task: one character. */
export function tickBox(task: Task): TextEdit {
  return { ...task.checkbox, newText: 'x' };
}

/** Changes an id where it stands and wherever it is named, the ends of ranges included. */
export function renameId(plan: Plan, from: string, to: string): TextEdit[] {
  return namesOf(plan, { kind: 'task', id: from }).flatMap(({ range, isWritten }) =>
    isWritten ? [{ ...range, newText: to }] : [],
  );
}

/** Applies edits that do not overlap, in any order; a place beyond the text counts as its end. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = lineStarts(text);
  const offsetOf = (line: number, column: number): number =>
    Math.min(text.length, (starts[line - 1] ?? text.length) + column - 1);
  const placed = edits
    .map((edit) => ({
      from: offsetOf(edit.line, edit.column),
      to: offsetOf(edit.endLine, edit.endColumn),
      newText: edit.newText,
    }))
    .sort((a, b) => a.from - b.from);
  let result = '';
  let end = 0;
  for (const { from, to, newText } of placed) {
    result += text.slice(end, from) + newText;
    end = to;
  }
  return result + text.slice(end);
}

function lineStarts(text: string): number[] {
  // Columns do not count a byte order mark.
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}
