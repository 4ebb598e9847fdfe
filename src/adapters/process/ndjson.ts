import { closeSync, fstatSync, openSync, readSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import { toDisposable, type Disposable } from '../../core/base/disposable.ts';
import { errorCode } from './errorCode.ts';

const chunkBytes = 64 * 1024;
/** A line over this is skipped: no writer of ours makes one. */
const maxLineBytes = 64 * 1024 * 1024;

/**
 * Reads a file of one JSON object a line as it grows. What is not JSON is skipped. An unfinished last line is read anew
 * each time, as its writer may cut it off and write another; a file that got shorter than that is read from its start.
 */
export class NdjsonReader {
  readonly #file: string;
  readonly #chunk = Buffer.allocUnsafe(chunkBytes);
  readonly #lastBytes: number;
  #offset: number | null = null;
  /** In a line that is too long to be kept. */
  #skipping = false;

  /** `lastBytes`: skips what stands further before the end at the first look. */
  constructor(file: string, lastBytes = Number.POSITIVE_INFINITY) {
    this.#file = file;
    this.#lastBytes = lastBytes;
  }

  /** Bytes of whole lines that were read so far. */
  get offset(): number {
    return this.#offset ?? 0;
  }

  /** The objects that are new since the last call; none when the file is not there. */
  read(): readonly unknown[] {
    const descriptor = openIfThere(this.#file);
    if (descriptor === null) return [];
    try {
      const { size } = fstatSync(descriptor);
      if (this.#offset === null || size < this.#offset) {
        // In the middle of a line its rest is no JSON, and skipped.
        this.#offset = Math.max(0, size - this.#lastBytes);
        this.#skipping = false;
      }
      return this.#readFrom(descriptor, this.#offset);
    } finally {
      closeSync(descriptor);
    }
  }

  #readFrom(descriptor: number, offset: number): readonly unknown[] {
    const values: unknown[] = [];
    let rest: Buffer[] = [];
    let restBytes = 0;
    for (let at = offset; ;) {
      const bytes = readSync(descriptor, this.#chunk, 0, chunkBytes, at);
      if (bytes === 0) {
        this.#offset = at - restBytes;
        return values;
      }
      at += bytes;
      const data = Buffer.from(this.#chunk.subarray(0, bytes));
      let start = 0;
      for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, start)) {
        rest.push(data.subarray(start, end));
        const value = this.#skipping ? undefined : parseLine(Buffer.concat(rest).toString('utf8'));
        if (value !== undefined) values.push(value);
        this.#skipping = false;
        rest = [];
        restBytes = 0;
        start = end + 1;
      }
      rest.push(data.subarray(start));
      restBytes += data.length - start;
      if (restBytes <= maxLineBytes) continue;
      this.#skipping = true;
      rest = [];
      restBytes = 0;
    }
  }
}

/**
 * Calls back when something in a folder changes, and every `pollMs` for file systems that do not tell. The folder
 * must exist. Bursts are joined into one call.
 */
export function watchFolder(folder: string, pollMs: number, onChange: () => void): Disposable {
  let pending = false;
  let over = false;
  const notify = (): void => {
    if (pending || over) return;
    pending = true;
    setImmediate(() => {
      pending = false;
      if (!over) onChange();
    });
  };
  const watcher = startWatching(folder, notify);
  const timer = setInterval(notify, pollMs);
  timer.unref();
  return toDisposable(() => {
    over = true;
    clearInterval(timer);
    watcher?.close();
  });
}

/** Follows one file: hands over new objects as they come, the ones that are there first. */
export function followNdjson(
  file: string,
  pollMs: number,
  onValues: (values: readonly unknown[]) => void,
): Disposable {
  const reader = new NdjsonReader(file);
  const read = (): void => {
    const values = reader.read();
    if (values.length > 0) onValues(values);
  };
  const watching = watchFolder(dirname(file), pollMs, read);
  setImmediate(read);
  return watching;
}

function startWatching(folder: string, notify: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, notify);
    watcher.on('error', () => {
      // Out of watches (ENOSPC, EMFILE) or the folder is gone: polling goes on.
      watcher.close();
    });
    return watcher;
  } catch (error) {
    if (errorCode(error) !== undefined) return null;
    throw error;
  }
}

function openIfThere(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
