import type { TaskCard } from '../../../src/shared/dashboard/view.ts';
import { taskSign } from '../../../src/shared/taskSign.ts';
import { plainText, type Face, type Tone } from './face.ts';

/** What matters most, first. */
const urgency: readonly Tone[] = [
  ...(['failed', 'needs-you', 'stuck', 'blocked', 'running', 'gate', 'landing', 'preparing'] as const),
  ...(['held', 'queued', 'waiting', 'ready', 'pending'] as const),
];

/** A collapsed phase as one node: how many of its tasks have landed, and the state of its most urgent one. */
export function phaseFaceOf(title: string, cards: readonly TaskCard[]): Face {
  const signs = cards.map(taskSign);
  const tone = urgency.find((one) => signs.some(({ icon }) => icon === one)) ?? 'landed';
  const landed = cards.filter((card) => card.state === 'landed').length;
  const own = signs.filter(({ icon }) => icon === tone);
  const state = `${landed} of ${cards.length} landed`;
  const note = tone === 'landed' || tone === 'pending' ? '' : `${own.length} ${own[0]?.word ?? tone}`;
  const name = plainText(title);
  return {
    ...{ tone, id: '', title: name, state, note },
    progress: cards.length === 0 ? null : landed / cards.length,
    label: [`phase ${name}, collapsed`, state, note].filter(Boolean).join(', '),
  };
}
