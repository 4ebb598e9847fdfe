import type { Clock } from '../../core/base/clock.ts';
import type { Disposable } from '../../core/base/disposable.ts';

/** What happens together is told together. */
const gatherMs = 1_000;
/** Nobody is interrupted more often than this. */
const quietMs = 10_000;
/** What is told at once; the oldest go. */
const maxItems = 200;

/** Tells what was added in one go: soon after the first, and then at most once in 10 seconds. */
export class Batch<Item> implements Disposable {
  readonly #clock: Clock;
  readonly #tell: (items: readonly Item[]) => void;
  #items: Item[] = [];
  #timer: Disposable | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, tell: (items: readonly Item[]) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  add(item: Item): void {
    this.#items.push(item);
    if (this.#items.length > maxItems) this.#items.shift();
    if (this.#timer !== null) return;
    const dueAt = Math.max(this.#clock.now() + gatherMs, this.#toldAt + quietMs);
    this.#timer = this.#clock.at(dueAt, () => this.#flush());
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = null;
    this.#items = [];
  }

  #flush(): void {
    this.#timer = null;
    this.#toldAt = this.#clock.now();
    this.#tell(this.#items.splice(0));
  }
}
