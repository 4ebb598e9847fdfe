import type { Disposable } from './disposable.ts';

/** Time as a port: epoch milliseconds, and one-shot timers that never keep the process alive by themselves. */
export interface Clock {
  now(): number;
  /** Calls back once at or after `atMs` (epoch); disposing cancels. */
  at(atMs: number, callback: () => void): Disposable;
}
