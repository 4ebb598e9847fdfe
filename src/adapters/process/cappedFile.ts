import { closeSync, openSync, writeSync } from 'node:fs';

/**
 * A file for output of any length: the first half of `maxBytes` is written as it comes, of the rest the last half is
 * kept and written at the end, after a line that says how much is missing.
 */
export class CappedFile {
  readonly #file: number;
  readonly #half: number;
  #written = 0;
  /** latin1 strings, a byte a character: retained Buffers make `spawn` slow. */
  #tail: string[] = [];
  #tailBytes = 0;
  #dropped = 0;
  #closed = false;

  constructor(path: string, maxBytes: number) {
    this.#half = Math.floor(maxBytes / 2);
    this.#file = openSync(path, 'w', 0o600);
  }

  write(chunk: Buffer): void {
    if (this.#closed) return;
    const head = chunk.subarray(0, this.#half - this.#written);
    if (head.length > 0) writeSync(this.#file, head);
    this.#written += head.length;
    const rest = chunk.subarray(head.length);
    if (rest.length === 0) return;
    this.#tail.push(rest.toString('latin1'));
    this.#tailBytes += rest.length;
    // Whole chunks at a time, so that a flood costs no copying.
    while (this.#tail.length > 1 && this.#tailBytes - (this.#tail[0]?.length ?? 0) >= this.#half) {
      const gone = this.#tail.shift()?.length ?? 0;
      this.#tailBytes -= gone;
      this.#dropped += gone;
    }
  }

  /** Whether something was left out. */
  close(): boolean {
    if (this.#closed) return this.#dropped > 0;
    this.#closed = true;
    let tail = Buffer.from(this.#tail.join(''), 'latin1');
    if (this.#dropped > 0 && tail.length > this.#half) {
      this.#dropped += tail.length - this.#half;
      tail = tail.subarray(tail.length - this.#half);
    }
    if (this.#dropped > 0) writeSync(this.#file, `\n[… ${String(this.#dropped)} bytes left out …]\n`);
    if (tail.length > 0) writeSync(this.#file, tail);
    closeSync(this.#file);
    this.#tail = [];
    return this.#dropped > 0;
  }
}
