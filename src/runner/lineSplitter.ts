const newline = 0x0a;
const carriageReturn = 0x0d;

export interface SplitLine {
  readonly text: string;
  /** Bytes at its end that were left out because it was too long. */
  readonly cutBytes: number;
}

/** Cuts a stream of bytes into lines and holds at most `maxLineBytes` of an unfinished one. */
export class LineSplitter {
  readonly #maxLineBytes: number;
  readonly #onLine: (line: SplitLine) => void;
  #parts: Buffer[] = [];
  #heldBytes = 0;
  #cutBytes = 0;

  constructor(maxLineBytes: number, onLine: (line: SplitLine) => void) {
    this.#maxLineBytes = maxLineBytes;
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#hold(chunk.subarray(start, end));
      this.#emit();
      start = end + 1;
    }
    // A copy: the rest must not keep the whole chunk alive.
    if (start < chunk.length) this.#hold(Buffer.from(chunk.subarray(start)));
  }

  /** The stream is over: what is left is a line, too. */
  end(): void {
    if (this.#heldBytes > 0 || this.#cutBytes > 0) this.#emit();
  }

  #hold(bytes: Buffer): void {
    const room = this.#maxLineBytes - this.#heldBytes;
    const kept = bytes.length <= room ? bytes : bytes.subarray(0, room);
    if (kept.length > 0) this.#parts.push(kept);
    this.#heldBytes += kept.length;
    this.#cutBytes += bytes.length - kept.length;
  }

  #emit(): void {
    const [only] = this.#parts;
    let line = this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts);
    if (line[line.length - 1] === carriageReturn) line = line.subarray(0, -1);
    const text = line.toString('utf8');
    const cutBytes = this.#cutBytes;
    this.#parts = [];
    this.#heldBytes = 0;
    this.#cutBytes = 0;
    this.#onLine({ text, cutBytes });
  }
}
