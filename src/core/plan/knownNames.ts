import { closest } from '../base/closest.ts';
import { unwrap } from './inline.ts';
import type { Report } from './report.ts';
import { diagnosticAt, replacing } from './report.ts';
import type { PlacedText } from './source.ts';
import { rangeOf } from './source.ts';

/** Reports a name that is not among the known ones; `known` null: nothing is known, so nothing is checked. */
export function checkName(
  noun: 'agent' | 'pool' | 'skill',
  name: PlacedText,
  known: readonly string[] | null,
  report: Report,
): void {
  const plain = unwrap(name.text);
  if (known === null || plain === '' || known.includes(plain)) return;
  const near = closest(plain, known);
  const range = rangeOf(name);
  report(
    diagnosticAt(range, {
      code: `plan/unknown-${noun}`,
      severity: noun === 'skill' ? 'warning' : 'error',
      message: `There is no ${noun} "${plain.slice(0, 80)}"${hint(near, known)}`,
      ...(near === null ? {} : { fix: replacing(range, near) }),
    }),
  );
}

function hint(near: string | null, known: readonly string[]): string {
  if (near !== null) return `; did you mean "${near}"?`;
  return known.length === 0 ? '.' : `; known are ${known.slice(0, 10).join(', ')}.`;
}

export function checkNames(
  noun: 'agent' | 'pool' | 'skill',
  names: readonly PlacedText[],
  known: readonly string[] | null,
  report: Report,
): void {
  for (const name of names) checkName(noun, name, known, report);
}
