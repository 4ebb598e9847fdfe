import { durationText, timeOfDayText } from '../../src/shared/dashboard/quantities.ts';
import { nameOf, type StructureIndex } from '../scene.ts';
import { endOf, type Bar } from './rows.ts';

/** A bar in words: `2.1: waiting for provider anthropic, 3m05s, 14:02:11 to 14:05:16`. */
export function barWords(bar: Bar, index: StructureIndex, now: number): string {
  const name = nameOf(bar.ref, index);
  if (bar.kind === 'forecast') {
    const { startAt, endAt, slackMs, basis } = bar.forecast;
    const slack = slackMs > 0 ? `slack ${durationText(slackMs)}` : 'no slack';
    return `${name}: forecast, ${durationText(endAt - startAt)}, ${timeOfDayText(startAt)} to ${timeOfDayText(endAt)}, ${slack}, by ${basis}`;
  }
  const { kind, from, to, attempt, why } = bar.span;
  const what = why === null ? kind : `${kind}${kind === 'waiting' ? ' for' : ':'} ${why}`;
  const until = to === null ? 'still going on' : `to ${timeOfDayText(to)}`;
  const of = attempt > 0 ? `, attempt ${attempt}` : '';
  return `${name}: ${what}, ${durationText(endOf(bar, now) - from)}, ${timeOfDayText(from)} ${until}${of}`;
}
