import type { Figure } from '../../src/shared/dashboard/view.ts';
import { bdi, h } from '../h.ts';

/** One number with its name, as an entry of a list. */
export function figureCard({ label, value, note }: Figure): HTMLElement {
  return h(
    'li.figure',
    bdi(label, { class: 'figure-label' }),
    bdi(value ?? 'no data', { class: value === null ? 'figure-value dim' : 'figure-value' }),
    note === null ? null : bdi(note, { class: 'figure-note dim' }),
  );
}
