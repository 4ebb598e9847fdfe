export type LinkTarget =
  | { readonly kind: 'task'; readonly task: string }
  | { readonly kind: 'branch'; readonly task: string }
  | { readonly kind: 'resume' };

export interface FoundLink {
  readonly startIndex: number;
  readonly length: number;
  readonly target: LinkTarget;
}

/** What the plan of an attempt knows by name. */
export interface KnownNames {
  readonly tasks: ReadonlySet<string>;
  /** Task of each branch. */
  readonly branches: ReadonlyMap<string, string>;
}

/** A longer line is output, not words; and this runs for every line that is under the mouse. */
const maxLineLength = 2_000;
const words = /tutti resume|tutti\/[\w./+-]*\w|(?<![\w./-])[A-Za-z\d][\w-]*(?:\.\w+)*(?![\w/-]|\.\d)/g;

/** The places of a line that name a task, a branch, or the way to go on with the run. */
export function findLinks(line: string, known: KnownNames): readonly FoundLink[] {
  if (line.length > maxLineLength) return [];
  return [...line.matchAll(words)].flatMap(({ 0: text, index }) => {
    const target = targetOf(text, known);
    return target === null ? [] : [{ startIndex: index, length: text.length, target }];
  });
}

function targetOf(text: string, { tasks, branches }: KnownNames): LinkTarget | null {
  if (text === 'tutti resume') return { kind: 'resume' };
  const task = branches.get(text);
  if (task !== undefined) return { kind: 'branch', task };
  // A bare number or a bare word is seldom a task.
  return tasks.has(text) && /\d[^\d]|[^\d]\d/.test(text) ? { kind: 'task', task: text } : null;
}
