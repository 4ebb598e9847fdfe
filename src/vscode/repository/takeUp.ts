import type { LeftRun } from '../../app/leftRun.ts';

/** A window that reloads or is opened again so soon goes on with what it left. */
const recentMs = 60_000;

export interface Situation {
  /** Epoch ms. */
  readonly now: number;
  /** This workspace played the run before. */
  readonly playedHere: boolean;
  /** The window has only just opened the repository; else it followed the run when its owner went. */
  readonly justOpened: boolean;
}

/**
 * Whether a run that nobody plays is taken up unasked, or offered. An owner that let go of it, and a window that was
 * cut off, meant it to go on; one that another program played and lost may have been ended on purpose, but its
 * agents must not work unattended when nobody saw it happen.
 */
export function takeUp(left: LeftRun, { now, playedHere, justOpened }: Situation): 'resume' | 'offer' {
  const isRecent = now - left.leftAt < recentMs;
  if (isRecent && (left.how === 'detached' || playedHere)) return 'resume';
  return justOpened && left.liveAgents > 0 ? 'resume' : 'offer';
}
