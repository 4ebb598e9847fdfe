import type { Diagnostic, Range, Severity } from './plan.ts';

/** Takes the diagnostics of one parse, in any order. */
export type Report = (diagnostic: Diagnostic) => void;

export function diagnosticAt(
  range: Range,
  facts: { readonly code: string; readonly severity: Severity; readonly message: string } & Pick<
    Diagnostic,
    'related' | 'fix'
  >,
): Diagnostic {
  const { line, column, endLine, endColumn } = range;
  return { line, column, endLine, endColumn, ...facts };
}

/** The fix that writes one name in place of another. */
export function replacing(range: Range, name: string): NonNullable<Diagnostic['fix']> {
  return { title: `Change to "${name}"`, edits: [{ ...range, newText: name }] };
}

export function emptyCommand(range: Range): Diagnostic {
  return diagnosticAt(range, {
    code: 'plan/empty-command',
    severity: 'error',
    message: 'The command is empty; write the command that must pass, or remove it.',
  });
}

/** By place, then by severity and code: the same plan always gives the same list. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      a.line - b.line ||
      a.column - b.column ||
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      compareText(a.code, b.code),
  );
}

const severities: readonly Severity[] = ['error', 'warning', 'info'];

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
