import type { Clock } from '../../../src/core/base/clock.ts';
import { toDisposable, type Disposable } from '../../../src/core/base/disposable.ts';
import { TimeQueue } from '../../../src/core/engine/timeQueue.ts';

/** A clock that stands still until it is told to jump to the next thing that is due. */
export class VirtualClock implements Clock {
  readonly #later = new TimeQueue<{ callback: (() => void) | null }>();
  #now = 0;

  now(): number {
    return this.#now;
  }

  at(atMs: number, callback: () => void): Disposable {
    const entry: { callback: (() => void) | null } = { callback };
    this.#later.add(Math.max(atMs, this.#now), entry);
    return toDisposable(() => {
      entry.callback = null;
    });
  }

  /** Jumps to the next thing that is due and does it; false when there is none. */
  step(): boolean {
    for (;;) {
      const next = this.#later.nextAt;
      if (next === null) return false;
      this.#now = next;
      const callback = this.#later.takeDue(next)?.callback ?? null;
      if (callback === null) continue;
      callback();
      return true;
    }
  }
}

/** Lets everything happen that needs no time. */
export async function settled(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Steps the clock until `over` has resolved; throws when nothing is due any more before that. */
export async function runUntil(clock: VirtualClock, over: Promise<unknown>): Promise<void> {
  const seen = { over: false };
  const mark = (): void => {
    seen.over = true;
  };
  void over.then(mark, mark);
  await runUntilTrue(clock, () => seen.over);
}

/** Steps the clock until a condition holds. */
export async function runUntilTrue(clock: VirtualClock, condition: () => boolean): Promise<void> {
  for (;;) {
    await settled();
    if (condition()) return;
    if (!clock.step()) throw new Error('nothing will ever happen again that could end this');
  }
}
