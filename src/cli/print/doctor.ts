import type { DoctorCheck } from '../../app/doctorCheck.ts';
import { printable } from '../../core/base/printable.ts';
import type { Color } from '../taskLook.ts';
import type { Terminal } from '../terminal.ts';

const looks: Readonly<Record<DoctorCheck['ok'], readonly [symbol: string, color: Color]>> = {
  ok: ['✓', 'green'],
  warning: ['!', 'yellow'],
  error: ['✗', 'red'],
};

/** One line a check, and one below it for what to do. */
export function doctorLines(
  checks: readonly DoctorCheck[],
  { paint }: Pick<Terminal, 'paint'>,
): readonly string[] {
  return checks.flatMap(({ name, ok, text, fix }) => {
    const [symbol, color] = looks[ok];
    const line = `${paint(color, symbol)} ${name.padEnd(10)}  ${printable(text, 1_000)}`;
    return fix === null ? [line] : [line, `  ${''.padEnd(10)}  → ${printable(fix, 1_000)}`];
  });
}
