import { write } from 'node:fs';
import { isatty } from 'node:tty';
import { errorCode } from '../adapters/process/errorCode.ts';

const maxQueuedChars = 256 * 1024;
const retryMs = 20;

/**
 * The runner's own stdout. A terminal may be gone (EPIPE, EIO) or stuck (scroll lock, a window that does not read):
 * neither may hold up or end the agent. So writes go through the thread pool, one at a time, what is waiting is
 * bounded, and an error ends the showing, nothing else.
 */
export class Terminal {
  readonly colored: boolean;
  readonly #descriptor: number;
  #queue: string[] = [];
  #queuedChars = 0;
  #droppedLines = 0;
  #writing = false;
  #dead = false;
  #onIdle: (() => void)[] = [];

  constructor(descriptor = 1, environment: NodeJS.ProcessEnv = process.env) {
    this.#descriptor = descriptor;
    this.colored = isatty(descriptor) && (environment['NO_COLOR'] ?? '') === '';
  }

  /** Shows a line, or drops it when the terminal does not keep up. */
  line(text: string): void {
    if (this.#dead) return;
    if (this.#queuedChars > maxQueuedChars) {
      this.#droppedLines += 1;
      return;
    }
    this.#queue.push(text, '\n');
    this.#queuedChars += text.length + 1;
    this.#pump();
  }

  /** Resolves when all that waits is written, or the terminal is dead. */
  drained(): Promise<void> {
    if (!this.#writing) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  /** The same within a time; false when it is stuck. */
  async drainedWithin(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
    });
    const inTime = await Promise.race([this.drained().then(() => true), late]);
    clearTimeout(timer);
    return inTime;
  }

  #pump(): void {
    if (this.#writing) return;
    if (this.#droppedLines > 0 && this.#queue.length === 0) {
      this.#queue.push(`… ${String(this.#droppedLines)} lines were not shown\n`);
      this.#droppedLines = 0;
    }
    if (this.#queue.length === 0 || this.#dead) {
      for (const resolve of this.#onIdle.splice(0)) resolve();
      return;
    }
    const text = this.#queue.join('');
    this.#queue = [];
    this.#queuedChars = 0;
    this.#writing = true;
    this.#write(Buffer.from(text), 0);
  }

  #write(bytes: Buffer, at: number): void {
    write(this.#descriptor, bytes, at, bytes.length - at, null, (error, written) => {
      if (errorCode(error) === 'EAGAIN') {
        setTimeout(() => this.#write(bytes, at), retryMs);
        return;
      }
      if (error !== null) this.#dead = true;
      else if (at + written < bytes.length) {
        this.#write(bytes, at + written);
        return;
      }
      this.#writing = false;
      this.#pump();
    });
  }
}
