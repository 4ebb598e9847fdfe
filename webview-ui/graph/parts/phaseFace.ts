import type { TaskCard } from '../../../src/shared/dashboard/view.ts';
import { plainText, toneOf, type Face, type Tone } from './face.ts';

/** What matters most, first. */
const urgency: readonly Tone[] = [
  ...(['failed', 'needs-you', 'stuck', 'blocked', 'running', 'gate', 'landing', 'preparing'] as const),
  ...(['queued', 'waiting', 'ready', 'pending'] as const),
];

/** A collapsed phase as one node: how many of its tasks have landed, and the state of its most urgent one. */
export function phaseFaceOf(title: string, cards: readonly TaskCard[]): Face {
  const tones = cards.map((card) => (card.ungated ? 'landed' : toneOf(card)));
  const tone = urgency.find((one) => tones.includes(one)) ?? 'landed';
  const landed = tones.filter((one) => one === 'landed').length;
  const count = tones.filter((one) => one === tone).length;
  const word = tone === 'needs-you' ? (count === 1 ? 'needs you' : 'need you') : tone;
  const state = `${landed} of ${cards.length} landed`;
  const note = tone === 'landed' || tone === 'pending' ? '' : `${count} ${word}`;
  const name = plainText(title);
  return {
    ...{ tone, id: '', title: name, state, note },
    progress: cards.length === 0 ? null : landed / cards.length,
    label: [`phase ${name}, collapsed`, state, note].filter(Boolean).join(', '),
  };
}
