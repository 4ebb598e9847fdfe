import { printable } from '../../core/base/printable.ts';
import { textLine, type Cell, type Line } from './cell.ts';
import { readingHelp, shortHelp } from './helpLines.ts';
import type { ReadMode, WatchUi } from './watchUi.ts';

/** A question, a line that is being typed, what became of the last thing asked for, or the keys: one line or two. */
export function footerLines(
  ui: WatchUi,
  { shown, width }: { readonly shown: ReadMode; readonly width: number },
): readonly Line[] {
  const { mode, notice } = ui;
  const line = (text: string, style: Omit<Cell, 'text' | 'width'>) => [textLine(text, text, style)];
  if (mode.kind === 'typing') {
    // The end of a long line is what is being typed.
    const text = printable(mode.text.slice(-60));
    return line(`${mode.label}: ${text}█  (Enter sends, Escape does not)`, { weight: 'bold' });
  }
  const said = mode.kind === 'confirm' ? `${mode.question} y/n` : notice;
  if (said === null) return line(shown.kind === 'panes' ? shortHelp : readingHelp, { weight: 'dim' });
  const weight = mode.kind === 'confirm' ? 'bold' : undefined;
  return inTwo(printable(said, 400), width).flatMap((text) =>
    line(text, { color: 'yellow', ...(weight === undefined ? {} : { weight }) }),
  );
}

/** One line, or two broken between words. */
function inTwo(text: string, width: number): readonly string[] {
  if (text.length <= width) return [text];
  const space = text.lastIndexOf(' ', width);
  return space <= 0 ? [text] : [text.slice(0, space), text.slice(space + 1)];
}
