import { assertNever } from '../base/assertNever.ts';
import { expectedAt } from './cursor.ts';
import type { Diagnostic, Plan, Range, TextEdit } from './plan.ts';
import { readTaskHead } from './taskId.ts';

/** A way to repair what a diagnostic tells. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Most likely what was meant. */
  readonly preferred: boolean;
}

export interface PlanLines {
  readonly plan: Plan;
  /** Text of a line of the file, from 1. */
  readonly lineAt: (line: number) => string;
}

type FixKind = 'removeReference' | 'breakCycle' | 'addTask' | 'renumber';

const kindsByCode: ReadonlyMap<string, readonly FixKind[]> = new Map<string, readonly FixKind[]>([
  ['plan/unknown-dependency', ['removeReference', 'addTask']],
  ['plan/sync-order', ['removeReference']],
  ['plan/cycle', ['breakCycle']],
  ['plan/duplicate-id', ['renumber']],
]);

/** The ways to repair it, the likeliest first. */
export function fixesFor(diagnostic: Diagnostic, lines: PlanLines): Fix[] {
  const kinds = kindsByCode.get(diagnostic.code) ?? [];
  const own = diagnostic.fix === undefined ? [] : [{ ...diagnostic.fix, preferred: true }];
  const others = kinds.flatMap((kind) => fixOf(kind, diagnostic, lines) ?? []);
  return [...own, ...others.map((fix) => ({ ...fix, preferred: own.length === 0 && others.length === 1 }))];
}

function fixOf(
  kind: FixKind,
  diagnostic: Diagnostic,
  { plan, lineAt }: PlanLines,
): Omit<Fix, 'preferred'> | null {
  const text = lineAt(diagnostic.line);
  const name = text.slice(diagnostic.column - 1, diagnostic.endColumn - 1);
  switch (kind) {
    case 'removeReference': {
      const edit = removeReference(text, diagnostic);
      return edit === null ? null : { title: `Remove the dependency on "${name}"`, edits: [edit] };
    }
    case 'breakCycle': {
      const edit = removeReference(text, diagnostic);
      return edit === null ? null : { title: `Break the cycle here: remove "${name}"`, edits: [edit] };
    }
    case 'addTask': {
      const edit = addTask(name, diagnostic.line, { plan, lineAt });
      return edit === null ? null : { title: `Add a task "${name}"`, edits: [edit] };
    }
    case 'renumber': {
      const next = nextId(plan, name);
      const { line, column, endLine, endColumn } = diagnostic;
      return next === null
        ? null
        : {
            title: `Renumber to "${next}"`,
            edits: [{ line, column, endLine, endColumn, newText: next }],
          };
    }
    default:
      return assertNever(kind);
  }
}

/**
 * Takes one reference out of a `depends` with the comma beside it; the whole attribute when it is the only one. Null:
 * the range is not in one.
 */
function removeReference(text: string, range: Range): TextEdit | null {
  const [from, to] = [range.column - 1, range.endColumn - 1];
  const expected = expectedAt(text, from);
  if (expected?.kind !== 'reference') return null;
  const cut = (start: number, end: number): TextEdit => ({
    line: range.line,
    column: start + 1,
    endLine: range.line,
    endColumn: end + 1,
    newText: '',
  });
  const joinedBefore = /[,;]?\s*(?:\s(?:and|&|\+)\s|[,;])\s*$/.exec(text.slice(0, from));
  if (joinedBefore !== null) return cut(joinedBefore.index, to);
  const joinedAfter = /^\s*(?:[,;]|\s(?:and|&|\+)\s)\s*/.exec(text.slice(to));
  if (joinedAfter !== null) return cut(from, to + joinedAfter[0].length);
  const open = text.lastIndexOf('(', from);
  const close = text.indexOf(')', to);
  if (open < 0 || close < 0)
    return { line: range.line, column: 1, endLine: range.line + 1, endColumn: 1, newText: '' };
  return cut(text.slice(0, open).trimEnd().length, close + 1);
}

/** Below its last sibling by number, else above the task that names it. */
function addTask(id: string, line: number, { plan, lineAt }: PlanLines): TextEdit | null {
  if (readTaskHead(`${id} title`).id !== id) return null;
  const tasks = plan.tasks.filter(({ kind, ownId }) => kind !== 'criterion' && ownId);
  const prefix = prefixOf(id);
  const sibling = tasks.findLast((task) => prefixOf(task.id) === prefix && task.kind !== 'verify');
  const beside = sibling ?? tasks.findLast((task) => task.line <= line);
  if (beside === undefined) return null;
  const bullet = /^[\s>]*(?:[-*+]|\d{1,9}[.)])\s+/.exec(lineAt(beside.line))?.[0] ?? '- ';
  const text = `${bullet}[ ] ${id} Describe the task`;
  if (sibling === undefined)
    return { line: beside.line, column: 1, endLine: beside.line, endColumn: 1, newText: `${text}\n` };
  const end = lineAt(sibling.endLine).length + 1;
  return {
    line: sibling.endLine,
    column: end,
    endLine: sibling.endLine,
    endColumn: end,
    newText: `\n${text}`,
  };
}

/** The first free id behind it in its row: `2.4` for `2.3`; null when it has no number. */
function nextId(plan: Plan, id: string): string | null {
  const match = /^(.*?)(\d{1,9})[a-z]?$/.exec(id);
  if (match === null) return null;
  const taken = new Set(plan.tasks.map((task) => task.id));
  const [prefix, digits] = [match[1] ?? '', match[2] ?? ''];
  for (let number = Number(digits) + 1; ; number++) {
    const next = `${prefix}${String(number).padStart(digits.length, '0')}`;
    if (!taken.has(next)) return next;
  }
}

function prefixOf(id: string): string {
  return id.replace(/\d+[a-z]?$/, '');
}
