import { replaceFile } from '../adapters/store/runFolders.ts';
import type { RunStatus } from '../shared/status.ts';

const intervalMs = 250;

/** Writes `status.json`, at most 4 times a second and never two at once; the last state always gets written. */
export class StatusWriter {
  readonly #file: string;
  readonly #make: (version: number) => RunStatus;
  readonly #mayWrite: () => boolean;
  #version = 0;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  #writing: Promise<void> = Promise.resolve();

  /** `mayWrite` is asked right before the file is replaced: by then it may be another process's. */
  constructor(file: string, make: (version: number) => RunStatus, mayWrite: () => boolean) {
    this.#file = file;
    this.#make = make;
    this.#mayWrite = mayWrite;
  }

  /** Something changed; `now` for the changes of the run itself. */
  touch(now: boolean): void {
    if (this.#closed) return;
    if (now) return this.#write();
    this.#timer ??= setTimeout(() => {
      this.#write();
    }, intervalMs);
  }

  /** Writes what is current and resolves when it is in the file. Rejects when that fails. */
  async flush(): Promise<void> {
    this.#write();
    await this.#writing;
  }

  /** As `flush`, and writes nothing from then on: the file may be another process's. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
  }

  #write(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const write = async (): Promise<void> => {
      this.#version += 1;
      await replaceFile(this.#file, JSON.stringify(this.#make(this.#version)), this.#mayWrite);
    };
    // A snapshot that could not be written is followed by the next one; `flush` tells of its own.
    this.#writing = this.#writing.then(write, write);
    this.#writing.catch(() => undefined);
  }
}
