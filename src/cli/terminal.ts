import { isatty } from 'node:tty';
import { styleText } from 'node:util';
import type { Color } from './taskLook.ts';

export type Paint = Color | 'bold' | 'dim';

/** Where a command prints. Nothing else of the command line touches the standard streams, but for the live view. */
export interface Terminal {
  /** One or more lines on standard output. */
  print(text: string): void;
  /** One or more lines on standard error. */
  report(text: string): void;
  /** The text in a colour, where standard output shows colours (`NO_COLOR` and `FORCE_COLOR` count). */
  paint(paint: Paint, text: string): string;
  readonly colored: boolean;
  /** A person can be asked: input and output are a terminal. */
  readonly interactive: boolean;
  /** Output is a terminal that can redraw. */
  readonly live: boolean;
  /** Cells of a line, and lines; 0 where output is no terminal. */
  size(): { readonly columns: number; readonly rows: number };
}

export function createTerminal({ stdin, stdout, stderr, env }: NodeJS.Process): Terminal {
  ignoreBrokenPipe(stdout);
  ignoreBrokenPipe(stderr);
  const onScreen = isatty(stdout.fd);
  const paint = (format: Paint, text: string) => styleText(format, text, { stream: stdout });
  return {
    print: (text) => stdout.write(`${text}\n`),
    report: (text) => stderr.write(`${text}\n`),
    paint,
    colored: paint('red', '-') !== '-',
    interactive: isatty(stdin.fd) && onScreen,
    live: onScreen && env['TERM'] !== 'dumb' && env['CI'] === undefined,
    size: () => (onScreen ? { columns: stdout.columns, rows: stdout.rows } : { columns: 0, rows: 0 }),
  };
}

/** The reader of a pipe may go (`tutti watch | head`); a run that this process owns goes on. */
function ignoreBrokenPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
