import { clamped } from '../clamped.ts';

/** The part of time that is shown; epoch ms. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

const shortestMs = 5_000;
const longestMs = 60 * 24 * 3_600_000;

/** By a factor (below 1: closer) around a moment, which stays where it is. */
export function zoomed({ from, to }: TimeWindow, factor: number, around: number): TimeWindow {
  const span = clamped((to - from) * factor, shortestMs, longestMs);
  const share = (around - from) / Math.max(1, to - from);
  return { from: around - span * share, to: around + span * (1 - share) };
}

export function moved({ from, to }: TimeWindow, byMs: number): TimeWindow {
  return { from: from + byMs, to: to + byMs };
}

/** With the moment inside; unchanged where it is. */
export function revealing(window: TimeWindow, from: number, to: number): TimeWindow {
  const span = window.to - window.from;
  if (from >= window.from && from < window.to) return window;
  return moved(window, (from + Math.min(to, from + span)) / 2 - (window.from + window.to) / 2);
}

/** All of it, with a little room at both ends. */
export function around(from: number, to: number): TimeWindow {
  const room = Math.max(shortestMs / 2, (to - from) * 0.02);
  return { from: from - room, to: to + room };
}
