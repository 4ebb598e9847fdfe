import { bdi, decorative, h, svg } from '../h.ts';
import { nameOf, type StructureIndex } from '../scene.ts';
import { barWords } from './barWords.ts';
import { endOf, startOf, type Bar, type TimelineRow } from './rows.ts';
import type { TimeWindow } from './window.ts';

export const rowHeight = 26;
const barTop = 4;
const barHeight = 18;
/** A label is only drawn into a bar that has room for it; letters are about this wide. */
const letterPx = 6.6;

export interface RowPlace {
  readonly place: number;
  readonly window: TimeWindow;
  readonly widthPx: number;
  readonly now: number;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  /** Index of the bar that the keyboard is at; -1: at the row itself. */
  readonly bar: number;
  readonly context: string | null;
}

/** One row as an option of the list: its name, and its bars as far as they are in the window. */
export function rowElement(row: TimelineRow, index: StructureIndex, at: RowPlace): HTMLElement {
  const { place, widthPx, now, isSelected, isActive, bar } = at;
  const active = row.bars[bar];
  const label = active === undefined ? rowWords(row) : barWords(active, index, now);
  const element = h(
    'div',
    {
      role: 'option',
      id: `timeline-row-${place}`,
      class: `timeline-row${isActive ? ' active' : ''}`,
      'aria-selected': String(isSelected),
      'aria-posinset': place + 1,
      'data-place': place,
      'data-ref': row.ref,
      'data-vscode-context': at.context,
    },
    h('span.sr-only', label),
    h(
      'span',
      {
        class: `timeline-name${row.isCritical ? ' critical' : ''}`,
        title: rowWords(row).slice(0, 500),
      },
      decorative,
      row.isCritical ? h('span.critical-mark', decorative, '◆') : null,
      h('b', row.id),
      ' ',
      bdi(row.title.slice(0, 200)),
    ),
    svg(
      'svg.timeline-bars',
      { width: widthPx, height: rowHeight },
      decorative,
      ...row.bars.flatMap((one, order) => barElements(one, { row, index, at, order })),
    ),
  );
  element.style.setProperty('inset-block-start', `${place * rowHeight}px`);
  return element;
}

interface BarPlace {
  readonly row: TimelineRow;
  readonly index: StructureIndex;
  readonly at: RowPlace;
  readonly order: number;
}

function barElements(bar: Bar, { row, index, at, order }: BarPlace): readonly SVGElement[] {
  const { window, widthPx, now } = at;
  const [from, to] = [startOf(bar), endOf(bar, now)];
  if (to < window.from || from > window.to) return [];
  const scale = widthPx / (window.to - window.from);
  // Cut to the window: at high zooms a bar would be too long for the drawing.
  const x = Math.max(-4, (from - window.from) * scale);
  const end = Math.min(widthPx + 4, (to - window.from) * scale);
  const width = Math.max(bar.kind === 'span' ? 1.5 : 3, end - x);
  const kind = bar.kind === 'span' ? bar.span.kind : 'forecast';
  const isAt = at.isActive && at.bar === order;
  const shape = svg('rect', {
    class: `bar bar-${kind}${row.isCritical ? ' critical' : ''}${isAt ? ' at' : ''}`,
    x: round(x),
    y: barTop,
    width: round(width),
    height: barHeight,
    rx: width > 6 ? 2 : 0,
    'data-bar': order,
  });
  const word = row.ref === null ? nameOf(bar.ref, index) : wordOf(bar);
  if (width < word.length * letterPx + 8) return [shape];
  const middle = round(Math.max(0, x) + (Math.min(widthPx, end) - Math.max(0, x)) / 2);
  const text = svg('text.bar-word', { x: middle, y: barTop + 13, 'text-anchor': 'middle' }, word);
  const back = svg('rect.bar-word-back', {
    x: round(middle - (word.length * letterPx) / 2 - 2),
    y: barTop + 3,
    width: round(word.length * letterPx + 4),
    height: 12,
    rx: 2,
  });
  return [shape, back, text];
}

function wordOf(bar: Bar): string {
  return bar.kind === 'span' ? bar.span.kind : 'forecast';
}

function rowWords({ id, title, isCritical, bars }: TimelineRow): string {
  const critical = isCritical ? ', on the critical path' : '';
  return `${id} ${title}${critical}, ${bars.length} ${bars.length === 1 ? 'span' : 'spans'}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
