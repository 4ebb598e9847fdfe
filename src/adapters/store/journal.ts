import { closeSync, existsSync, fsync, openSync, truncateSync, writeSync } from 'node:fs';
import { journalVersion, type JournalEvent } from '../../core/engine/events.ts';
import type { JournalPort } from '../../core/engine/ports.ts';
import { UserError } from '../../core/base/userError.ts';
import { NdjsonReader } from '../process/ndjson.ts';

/** An open `journal.ndjson`: this process is its only writer. */
export class Journal implements JournalPort {
  readonly #descriptor: number;
  #syncing: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #dirty = false;

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  static create(file: string): Journal {
    return new Journal(openSync(file, 'ax', 0o600));
  }

  /** Reads all events and opens the file for more. A torn last line is cut off. Throws UserError on a gap or a newer version. */
  static open(file: string): { readonly journal: Journal; readonly events: readonly JournalEvent[] } {
    const { events, bytes } = readJournal(file);
    truncateSync(file, bytes);
    return { journal: new Journal(openSync(file, 'a', 0o600)), events };
  }

  append(event: JournalEvent): void {
    writeSync(this.#descriptor, `${JSON.stringify(event)}\n`);
    this.#dirty = true;
  }

  sync(): Promise<void> {
    if (!this.#dirty) return this.#syncing ?? Promise.resolve();
    if (this.#syncing === null) return (this.#syncing = this.#flush());
    this.#next ??= this.#syncing.then(() => {
      this.#next = null;
      return (this.#syncing = this.#flush());
    });
    return this.#next;
  }

  async close(): Promise<void> {
    await this.sync();
    closeSync(this.#descriptor);
  }

  async #flush(): Promise<void> {
    this.#dirty = false;
    try {
      await new Promise<void>((resolve, reject) => {
        fsync(this.#descriptor, (error) => {
          if (error === null) resolve();
          else reject(error);
        });
      });
    } finally {
      this.#syncing = null;
    }
  }
}

/** The events of a journal that somebody may be writing, and the length of what is whole. */
export function readJournal(file: string): {
  readonly events: readonly JournalEvent[];
  readonly bytes: number;
} {
  if (!existsSync(file)) throw new UserError(`There is no journal at ${file}.`);
  const reader = new NdjsonReader(file);
  const events = reader.read().map((value, index) => checkEvent(value, index + 1, file));
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
