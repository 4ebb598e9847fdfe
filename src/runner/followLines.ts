import { closeSync, fstatSync, openSync, readSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { toDisposable, type Disposable } from '../core/base/disposable.ts';
import { errorCode } from '../adapters/process/errorCode.ts';
import { LineSplitter } from './lineSplitter.ts';

export interface FollowOptions {
  readonly onLine: (line: string) => void;
  /** Waited for after every chunk: how the reader is slowed down. */
  readonly ready?: () => Promise<void>;
  /** Starts so many bytes before the end, at the next line; the whole file when absent. */
  readonly lastBytes?: number;
}

export interface FollowedLines extends Disposable {
  /** Resolves when all that is in the file now was delivered. */
  catchUp(): Promise<void>;
}

const chunkBytes = 64 * 1024;
const maxLineBytes = 8 * 1024 * 1024;
/** Watching misses changes on network file systems. */
const pollMs = 1_000;

/** Delivers the lines of a file that grows, from its start; it need not exist yet. */
export function followLines(path: string, options: FollowOptions): FollowedLines {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  const splitter = new LineSplitter(maxLineBytes, ({ text }) => deliver(text));
  let skipsFirst = false;
  let position = 0;
  let file: number | null = null;
  let reading: Promise<void> | null = null;
  let requests = 0;
  const life = new AbortController();

  const deliver = (text: string): void => {
    if (skipsFirst) skipsFirst = false;
    else if (!life.signal.aborted && text !== '') options.onLine(text);
  };

  const open = (): number | null => {
    try {
      const opened = openSync(path, 'r');
      const { size } = fstatSync(opened);
      const skipped = options.lastBytes === undefined ? 0 : Math.max(0, size - options.lastBytes);
      skipsFirst = skipped > 0;
      position = skipped;
      return opened;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
  };
  const readOn = async (): Promise<void> => {
    let served: number;
    do {
      served = requests;
      file ??= open();
      while (file !== null && !life.signal.aborted) {
        const bytes = readSync(file, buffer, 0, chunkBytes, position);
        if (bytes === 0) break;
        position += bytes;
        splitter.push(buffer.subarray(0, bytes));
        await options.ready?.();
      }
    } while (served !== requests && !life.signal.aborted);
  };

  const pump = (): Promise<void> => {
    requests += 1;
    reading ??= readOn().finally(() => {
      reading = null;
    });
    return reading;
  };

  const name = basename(path);
  const watcher = watch(dirname(path), { persistent: false }, (_, changed) => {
    if (changed === null || changed === name) void pump();
  });
  // Without watching the poll does the work.
  watcher.on('error', () => watcher.close());
  const poll = setInterval(() => void pump(), pollMs);
  poll.unref();
  void pump();
  const disposable = toDisposable(() => {
    life.abort();
    watcher.close();
    clearInterval(poll);
    if (file !== null) closeSync(file);
    file = null;
  });
  return { catchUp: pump, dispose: () => disposable.dispose() };
}
