import { closeSync, openSync, writeSync } from 'node:fs';
import { errorCode } from '../adapters/process/errorCode.ts';

export interface BoundedLogOptions {
  readonly maxBytes: number;
  /** Room beyond `maxBytes` that only important lines may use, so that a flood can't drown them. */
  readonly reserveBytes: number;
}

const batchBytes = 64 * 1024;
const flushMs = 50;

/**
 * Appends lines to a file, in batches, up to a limit; beyond it lines are counted and dropped. Nothing is kept in
 * memory for longer than a batch. Writing is synchronous: this process has nothing else to do, and order is free.
 */
export class BoundedLog {
  readonly #file: number;
  readonly #options: BoundedLogOptions;
  #batch: string[] = [];
  #batchedBytes = 0;
  #bytes = 0;
  #droppedLines = 0;
  #fault: string | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(path: string, options: BoundedLogOptions) {
    this.#file = openSync(path, 'a', 0o600);
    this.#options = options;
  }

  get droppedLines(): number {
    return this.#droppedLines;
  }

  /** Code of the error that ended writing, such as `ENOSPC`; null while all is well. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Whether ordinary lines are dropped from now on. */
  get isFull(): boolean {
    return this.#fault !== null || this.#bytes >= this.#options.maxBytes;
  }

  /** Counts a line that was not even made because the log is full. */
  drop(): void {
    this.#droppedLines += 1;
  }

  /** False when the line was dropped. Important lines are on disk when this returns. */
  append(line: string, important: boolean): boolean {
    const bytes = Buffer.byteLength(line) + 1;
    const { maxBytes, reserveBytes } = this.#options;
    const limit = important ? maxBytes + reserveBytes : maxBytes;
    if (this.#fault !== null || this.#bytes + bytes > limit) {
      // From the first dropped line on the log counts as full: no small line slips in after a gap.
      if (!important) this.#bytes = Math.max(this.#bytes, maxBytes);
      this.#droppedLines += 1;
      return false;
    }
    this.#bytes += bytes;
    this.#batch.push(line);
    this.#batchedBytes += bytes;
    if (important || this.#batchedBytes >= batchBytes) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), flushMs);
    return true;
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#batch.length === 0) return;
    const text = `${this.#batch.join('\n')}\n`;
    this.#batch = [];
    this.#batchedBytes = 0;
    try {
      writeAll(this.#file, Buffer.from(text));
    } catch (error) {
      // A full disk must not end the agent: the engine sees it by itself and halts the run in order.
      this.#fault = errorCode(error) ?? 'unknown';
    }
  }

  close(): void {
    this.flush();
    closeSync(this.#file);
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
