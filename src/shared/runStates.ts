import type { RunStateWord } from './status.ts';

export const runStates: Readonly<Record<RunStateWord, true>> = {
  running: true,
  paused: true,
  draining: true,
  stopped: true,
  done: true,
  failed: true,
  halted: true,
};
