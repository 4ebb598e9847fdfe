import { randomUUID } from 'node:crypto';
import { toDisposable } from '../core/base/disposable.ts';
import type { Clock } from '../core/base/clock.ts';
import type { Chance } from '../core/engine/ports.ts';

/** Longest delay that a timer of Node takes. */
const maxDelayMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  at: (atMs, callback) => {
    const delay = Math.min(maxDelayMs, Math.max(0, atMs - Date.now()));
    const timer = setTimeout(callback, delay);
    timer.unref();
    return toDisposable(() => {
      clearTimeout(timer);
    });
  },
};

export const systemChance: Chance = { random: () => Math.random(), uuid: () => randomUUID() };
