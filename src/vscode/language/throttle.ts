import type { Disposable } from '../../core/base/disposable.ts';

/** Does its work at once when asked, then at most once an interval, and always after the last time. */
export class Throttle implements Disposable {
  readonly #intervalMs: number;
  readonly #work: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #asked = false;

  constructor(intervalMs: number, work: () => void) {
    this.#intervalMs = intervalMs;
    this.#work = work;
  }

  ask(): void {
    if (this.#timer !== null) {
      this.#asked = true;
      return;
    }
    this.#timer = setTimeout(() => this.#pass(), this.#intervalMs);
    this.#work();
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#asked = false;
  }

  #pass(): void {
    this.#timer = null;
    if (!this.#asked) return;
    this.#asked = false;
    this.ask();
  }
}
