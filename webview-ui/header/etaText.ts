import { dayAndTimeText, durationText } from '../../src/shared/dashboard/quantities.ts';
import type { HeaderView } from '../../src/shared/dashboard/view.ts';

/** When everything will have landed, in words: `14:52, in 12m30s (80 %: 14:40 to 15:10)`. */
export function etaText({ eta, endedAt }: HeaderView, now: number): string {
  if (endedAt !== null) return `ended ${momentText(endedAt, now)}`;
  if (eta === null) return 'no data';
  const at = `${momentText(eta.at, now)}, in ${durationText(eta.at - now)}`;
  if (eta.earliest === null || eta.latest === null) return at;
  return `${at} (80 %: ${momentText(eta.earliest, now)} to ${momentText(eta.latest, now)})`;
}

/** `14:52` on the day of `now`, else with its date. */
export function momentText(at: number, now: number): string {
  const text = dayAndTimeText(at).slice(0, 16);
  return text.slice(0, 10) === dayAndTimeText(now).slice(0, 10) ? text.slice(11) : text;
}
