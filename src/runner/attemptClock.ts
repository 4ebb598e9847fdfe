import type { Disposable } from '../core/base/disposable.ts';

export interface AttemptClockOptions {
  readonly timeoutMs: number;
  readonly silenceMs: number;
  readonly onTimeout: () => void;
  /** Once for each silence. */
  readonly onSilence: () => void;
}

const tickMs = 1_000;

/**
 * The limits in time of one attempt. Counts monotonic time in small ticks, so that neither a sleeping laptop nor a
 * breakpoint ages the attempt by more than one of them, and stands still while a person is asked.
 */
export class AttemptClock implements Disposable {
  readonly #options: AttemptClockOptions;
  readonly #timer: NodeJS.Timeout;
  #lastTick = performance.now();
  #ranMs = 0;
  #silentMs = 0;
  #toldSilence = false;
  #paused = false;

  constructor(options: AttemptClockOptions) {
    this.#options = options;
    const everyMs = Math.max(10, Math.min(tickMs, options.timeoutMs / 2, options.silenceMs / 2));
    this.#timer = setInterval(() => this.#tick(everyMs), everyMs);
  }

  /** The agent gave a sign of life. */
  heard(): void {
    this.#silentMs = 0;
    this.#toldSilence = false;
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #tick(everyMs: number): void {
    const now = performance.now();
    const passedMs = Math.min(now - this.#lastTick, everyMs * 3);
    this.#lastTick = now;
    if (this.#paused) return;
    this.#ranMs += passedMs;
    this.#silentMs += passedMs;
    if (this.#ranMs >= this.#options.timeoutMs) {
      this.dispose();
      this.#options.onTimeout();
    } else if (this.#silentMs >= this.#options.silenceMs && !this.#toldSilence) {
      this.#toldSilence = true;
      this.#options.onSilence();
    }
  }
}
