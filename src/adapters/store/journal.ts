import {
  closeSync,
  existsSync,
  fstatSync,
  fsync,
  ftruncateSync,
  openSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { journalVersion, type JournalEvent } from '../../core/engine/events.ts';
import type { JournalPort } from '../../core/engine/ports.ts';
import { systemFault, using } from '../../core/base/systemFault.ts';
import { UserError } from '../../core/base/userError.ts';
import { NdjsonReader } from '../process/ndjson.ts';

/** An open `journal.ndjson`: this process is its only writer. */
export class Journal implements JournalPort {
  readonly #file: string;
  readonly #descriptor: number;
  /** Of whole lines. */
  #bytes: number;
  #syncing: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #dirty = false;

  private constructor(file: string, flags: 'a' | 'ax') {
    this.#file = file;
    this.#descriptor = using(file, () => openSync(file, flags, 0o600));
    this.#bytes = fstatSync(this.#descriptor).size;
  }

  /** Throws UserError when the file can't be made. */
  static create(file: string): Journal {
    return new Journal(file, 'ax');
  }

  /** Reads all events and opens the file for more. A torn last line is cut off. Throws UserError on a gap or a newer version. */
  static open(file: string): { readonly journal: Journal; readonly events: readonly JournalEvent[] } {
    const { events, bytes } = readJournal(file);
    using(file, () => {
      truncateSync(file, bytes);
    });
    return { journal: new Journal(file, 'a'), events };
  }

  /** Throws UserError when it can't be written; nothing of the event is in the file then. */
  append(event: JournalEvent): void {
    const line = Buffer.from(`${JSON.stringify(event)}\n`);
    try {
      // A disk that gets full takes a part of it and refuses the rest.
      for (let written = 0; written < line.length;)
        written += writeSync(this.#descriptor, line, written, line.length - written);
    } catch (error) {
      ftruncateSync(this.#descriptor, this.#bytes);
      throw systemFault(error, this.#file) ?? error;
    }
    this.#bytes += line.length;
    this.#dirty = true;
  }

  /** Rejects with UserError, also when somebody has removed the file: what is written to it then is lost. */
  sync(): Promise<void> {
    if (!this.#dirty) return this.#syncing ?? Promise.resolve();
    if (this.#syncing === null) return (this.#syncing = this.#flush());
    this.#next ??= this.#syncing.then(() => {
      this.#next = null;
      return (this.#syncing = this.#flush());
    });
    return this.#next;
  }

  /** To be called after the last `sync`. */
  close(): void {
    closeSync(this.#descriptor);
  }

  async #flush(): Promise<void> {
    this.#dirty = false;
    try {
      await new Promise<void>((resolve, reject) => {
        fsync(this.#descriptor, (error) => {
          if (error === null) resolve();
          else reject(systemFault(error, this.#file) ?? error);
        });
      });
      if (fstatSync(this.#descriptor).nlink === 0) throw new UserError(removedText(this.#file));
    } finally {
      this.#syncing = null;
    }
  }
}

function removedText(file: string): string {
  return `The journal ${file} was removed during the run: start anew with tutti run; what has landed stays.`;
}

/** The events of a journal that somebody may be writing, and the length of what is whole. */
export function readJournal(file: string): {
  readonly events: readonly JournalEvent[];
  readonly bytes: number;
} {
  if (!existsSync(file)) throw new UserError(`There is no journal at ${file}.`);
  const reader = new NdjsonReader(file);
  const events = using(file, () => reader.read()).map((value, index) => checkEvent(value, index + 1, file));
  return { events, bytes: reader.offset };
}

/** An event as it was read: in sequence, and of a version that is understood. Throws UserError. */
export function checkEvent(value: unknown, seq: number, file: string): JournalEvent {
  if (!isEvent(value) || value.seq !== seq) {
    throw new UserError(
      `The journal ${file} is damaged at event ${String(seq)}: the run can't be resumed from it.`,
      1,
    );
  }
  if (value.type === 'runStarted' && value.version > journalVersion) {
    throw new UserError(`The journal ${file} was written by a newer Tutti: update to go on with this run.`);
  }
  return value;
}

function isEvent(value: unknown): value is JournalEvent {
  return (
    typeof value === 'object' && value !== null && 'seq' in value && 'type' in value && 'generation' in value
  );
}
