import type { RunStateWord } from '../../shared/status.ts';

/** Somebody plays the run now. */
export function isGoingOn(state: RunStateWord): boolean {
  return state === 'running' || state === 'paused' || state === 'draining';
}
