import { isatty } from 'node:tty';
import { LineSplitter } from './lineSplitter.ts';

const maxLineBytes = 64 * 1024;

/** What a person types into this process's stdin, and the end of the terminal that it is. */
export class Keyboard {
  readonly #isTerminal = isatty(0);
  readonly #hungUp = new AbortController();
  #listener: (line: string) => void = () => undefined;
  #reads = false;

  constructor() {
    // A closed terminal detaches: it never ends an attempt.
    process.on('SIGHUP', () => this.#hungUp.abort());
  }

  /** False when stdin is no terminal, or its terminal was closed. */
  get isAttended(): boolean {
    return this.#isTerminal && !this.#hungUp.signal.aborted;
  }

  /** Aborted when the terminal is closed. */
  get hungUp(): AbortSignal {
    return this.#hungUp.signal;
  }

  /** Each typed line goes to the latest listener only. */
  onTyped(listener: (line: string) => void): void {
    this.#listener = listener;
    if (this.#reads) return;
    this.#reads = true;
    const splitter = new LineSplitter(maxLineBytes, ({ text }) => this.#listener(text));
    process.stdin.on('data', (chunk: Buffer) => splitter.push(chunk));
    // A terminal that went away; a pipe that ended says nothing about who still reads.
    const gone = (): void => {
      if (this.#isTerminal) this.#hungUp.abort();
    };
    process.stdin.on('error', gone);
    process.stdin.on('end', gone);
  }

  /** Resolves at the next typed line, or when nobody can type any more. */
  async nextLine(): Promise<void> {
    if (!this.isAttended) return;
    await new Promise<void>((resolve) => {
      this.#hungUp.signal.addEventListener('abort', () => resolve());
      this.onTyped(() => resolve());
    });
  }
}
