import type { LeftRun } from '../../app/leftRun.ts';

/** A window that reloads or is opened again so soon goes on with what it left. */
const recentMs = 60_000;

export interface Situation {
  /** Epoch ms. */
  readonly now: number;
  /** This workspace played the run before, by its own memory. */
  readonly playedHere: boolean;
  /** The window saw a live process play it; else it has only just opened the repository. */
  readonly sawPlayer: boolean;
}

/**
 * Whether a run that nobody plays is taken up unasked, or offered. An owner that let go of it, and a window that was
 * cut off, meant it to go on; one that another program played and lost may have been ended on purpose, but its
 * agents must not work unattended when nobody saw it happen.
 *
 * How and when it was left stands in files that may have come with a clone, so they are believed only about a run that
 * this machine is known to have played: otherwise opening a folder could start agents.
 */
export function takeUp(left: LeftRun, { now, playedHere, sawPlayer }: Situation): 'resume' | 'offer' {
  const hasLiveAgents = left.liveAgents > 0;
  if (!playedHere && !sawPlayer && !hasLiveAgents) return 'offer';
  const ageMs = now - left.leftAt;
  const isRecent = ageMs >= 0 && ageMs < recentMs;
  if (isRecent && (left.how === 'detached' || playedHere)) return 'resume';
  return !sawPlayer && hasLiveAgents ? 'resume' : 'offer';
}
