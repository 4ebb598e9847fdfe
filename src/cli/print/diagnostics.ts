import type { Diagnostic } from '../../core/plan/plan.ts';
import { printable } from '../../core/base/printable.ts';
import { plural } from '../../shared/dashboard/quantities.ts';
import type { Terminal } from '../terminal.ts';

/** `plans/auth.md:25:28: error plan/unknown-dependency There is no task 1.9.` */
export function diagnosticLine(
  path: string,
  diagnostic: Diagnostic,
  { paint }: Pick<Terminal, 'paint'>,
): string {
  const { line, column, severity, code, message } = diagnostic;
  const color = severity === 'error' ? 'red' : severity === 'warning' ? 'yellow' : 'blue';
  return `${printable(path)}:${line}:${column}: ${paint(color, severity)} ${paint('dim', code)} ${printable(message, 1_000)}`;
}

/** `1 error, 2 warnings`; without problems: `no problems`. */
export function countProblems(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']) =>
    diagnostics.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (errors + warnings === 0) return 'no problems';
  return [errors === 0 ? null : plural(errors, 'error'), warnings === 0 ? null : plural(warnings, 'warning')]
    .filter((part) => part !== null)
    .join(', ');
}
