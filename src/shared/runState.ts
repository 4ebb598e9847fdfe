import type { RunStateWord } from './status.ts';

/** States of a run that somebody plays now, or that goes on by a word of the user. */
const underWayStates: readonly RunStateWord[] = ['running', 'paused', 'draining'];
const underWayText = new RegExp(`"state":"(?:${underWayStates.join('|')})"`);

export function isUnderWay(state: RunStateWord): boolean {
  return underWayStates.includes(state);
}

/** The same of a `status.json` that is not worth parsing: whether its run, or a task in it, is in such a state. */
export function saysUnderWay(statusText: string): boolean {
  return underWayText.test(statusText);
}
