import { clamped } from '../clamped.ts';
import { button, group, h, on, setAttributes, setText } from '../h.ts';
import type { Kept } from '../kept.ts';
import type { Part } from '../part.ts';
import type { Scene } from '../scene.ts';
import { createAxis } from './axis.ts';
import { barWords } from './barWords.ts';
import { patternDefinitions, timelineLegend } from './patterns.ts';
import { endOf, extentOf, slotRows, startOf, taskRows, type TimelineRow } from './rows.ts';
import { rowElement, rowHeight } from './rowView.ts';
import { around, moved, revealing, zoomed, type TimeWindow } from './window.ts';

export interface TimelineOptions {
  readonly onSelect: (ref: string) => void;
  readonly onOpen: (ref: string) => void;
  readonly contextOf: (ref: string) => string | null;
  readonly rowsOf: Kept['rowsOf'];
  readonly onRowsOf: (rowsOf: Kept['rowsOf']) => void;
}

const overscan = 4;

/**
 * Where the time went and where it will go. The list has the focus and points at the active row: up and down change rows, left and right
 * go from span to span, Enter opens the task. Only what is in the window is drawn.
 */
export function createTimeline(options: TimelineOptions): Part {
  let { rowsOf } = options;
  let scene: Scene | null = null;
  let rows: readonly TimelineRow[] = [];
  /** Null: everything, as it grows. */
  let chosen: TimeWindow | null = null;
  let active = 0;
  let bar = -1;

  const axis = createAxis();
  const space = h('div.timeline-space');
  const list = h(
    'div.timeline-rows',
    {
      role: 'listbox',
      tabindex: 0,
      'aria-label': 'Timeline: arrows go through rows and spans, Enter opens the task',
    },
    space,
  );
  const words = h('p.timeline-words');
  const none = h('p.none', { hidden: true });
  const byTask = button('By task', () => setRowsOf('task'));
  const bySlot = button('By slot', () => setRowsOf('slot'));
  const element = h(
    'div.timeline',
    h(
      'div.timeline-tools',
      group('joined', 'Rows', byTask, bySlot),
      group(
        'joined',
        'Zoom',
        button('+', () => zoom(0.5), { 'aria-label': 'Zoom in', title: 'Zoom in (+)' }),
        button('−', () => zoom(2), { 'aria-label': 'Zoom out', title: 'Zoom out (-)' }),
        button('Fit', () => setWindow(null), { title: 'Show everything (0)' }),
      ),
      timelineLegend(),
    ),
    h('div.timeline-frame', axis.lines, axis.element, list, none),
    words,
    patternDefinitions(),
  );

  const now = () => scene?.clock() ?? 0;
  const widthPx = () => Math.max(40, axis.element.clientWidth);

  function window(): TimeWindow {
    if (chosen !== null) return chosen;
    const extent = extentOf(rows, now());
    return extent === null ? around(now() - 60_000, now()) : around(...extent);
  }

  /** Long runs open where something goes on. */
  function revealPresent(): void {
    const present = rows.findIndex(({ bars }) => bars.some((one) => endOf(one, Infinity) === Infinity));
    if (present > 0) list.scrollTop = Math.max(0, present - 3) * rowHeight;
  }

  function setWindow(next: TimeWindow | null): void {
    chosen = next;
    draw();
  }

  function zoom(factor: number, share = 0.5): void {
    const { from, to } = window();
    setWindow(zoomed({ from, to }, factor, from + (to - from) * share));
  }

  function setRowsOf(next: Kept['rowsOf']): void {
    rowsOf = next;
    options.onRowsOf(next);
    [active, bar] = [0, -1];
    list.scrollTop = 0;
    makeRows();
    draw();
  }

  function makeRows(): void {
    if (scene === null) return;
    rows = rowsOf === 'task' ? taskRows(scene, now()) : slotRows(scene);
    active = clamped(active, 0, rows.length - 1);
    none.hidden = rows.length > 0;
    setText(
      none,
      scene.shown === null ? 'No data: no worktree has been used yet.' : 'Nothing fits the filter.',
    );
    setAttributes(byTask, { 'aria-pressed': String(rowsOf === 'task') });
    setAttributes(bySlot, { 'aria-pressed': String(rowsOf === 'slot') });
    space.style.setProperty('block-size', `${rows.length * rowHeight}px`);
  }

  function draw(): void {
    if (scene === null || list.clientHeight === 0) return;
    const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - overscan);
    const count = Math.ceil(list.clientHeight / rowHeight) + 2 * overscan;
    const { index, selected } = scene;
    const at = { window: window(), widthPx: widthPx(), now: now() };
    axis.show(at.window, at.widthPx, at.now);
    space.replaceChildren(
      ...rows.slice(first, first + count).map((row, order) =>
        rowElement(row, index, {
          ...at,
          place: first + order,
          isSelected: row.ref !== null && row.ref === selected,
          isActive: first + order === active,
          bar: first + order === active ? bar : -1,
          context: row.ref === null ? null : options.contextOf(row.ref),
        }),
      ),
    );
    const isDrawn = active >= first && active < first + count && rows.length > 0;
    setAttributes(list, { 'aria-activedescendant': isDrawn ? `timeline-row-${active}` : null });
    const current = rows[active]?.bars[bar];
    if (current !== undefined) setText(words, barWords(current, index, at.now));
  }

  function goToRow(place: number): void {
    active = clamped(place, 0, rows.length - 1);
    bar = -1;
    const top = active * rowHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + rowHeight > list.scrollTop + list.clientHeight)
      list.scrollTop = top + rowHeight - list.clientHeight;
    const ref = rows[active]?.ref ?? null;
    if (ref !== null) options.onSelect(ref);
    draw();
  }

  function goToBar(step: number): void {
    const bars = rows[active]?.bars ?? [];
    bar = clamped(bar + step, 0, bars.length - 1);
    const current = bars[bar];
    if (current === undefined) return;
    setWindow(chosen === null ? null : revealing(chosen, startOf(current), endOf(current, now())));
  }

  function openActive(): void {
    const row = rows[active];
    const ref = row?.ref ?? row?.bars[bar]?.ref ?? null;
    if (ref === null) return;
    options.onSelect(ref);
    options.onOpen(ref);
  }

  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => goToRow(active + 1),
    ArrowUp: () => goToRow(active - 1),
    Home: () => goToRow(0),
    End: () => goToRow(rows.length - 1),
    ArrowRight: () => goToBar(1),
    ArrowLeft: () => goToBar(-1),
    Enter: openActive,
    '+': () => zoom(0.5),
    '-': () => zoom(2),
    0: () => setWindow(null),
  };
  function pan(byPx: number): void {
    const { from, to } = window();
    setWindow(moved({ from, to }, (byPx / widthPx()) * (to - from)));
  }

  let dragX: number | null = null;
  let wasDragged = false;
  on(list, {
    keydown: (event) => {
      const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    },
    wheel: (event) => {
      const { left, width } = axis.element.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey) zoom(Math.exp(event.deltaY / 300), (event.clientX - left) / width);
      else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
        pan(event.deltaX || event.deltaY);
      else return;
      event.preventDefault();
    },
    pointerdown: ({ clientX, button: pressed }) => {
      dragX = pressed === 0 ? clientX : null;
      wasDragged = false;
    },
    pointermove: (event) => {
      if (dragX !== null && event.buttons === 1 && Math.abs(event.clientX - dragX) > 3) {
        pan(dragX - event.clientX);
        dragX = event.clientX;
        wasDragged = true;
        return;
      }
      const found = barAt(event);
      if (found !== null && scene !== null) setText(words, barWords(found, scene.index, now()));
    },
    click: (event) => {
      const place = placeAt(event);
      if (wasDragged || place >= rows.length) return;
      const pressed = barIndexAt(event);
      goToRow(place);
      bar = pressed;
      draw();
    },
    dblclick: () => {
      if (!wasDragged) openActive();
    },
  });
  on(list, { scroll: () => draw() }, { passive: true });
  new ResizeObserver(() => draw()).observe(list);

  /** By its place: the row that was pressed may have been drawn anew since. */
  function placeAt({ clientY }: MouseEvent): number {
    return Math.floor((clientY - list.getBoundingClientRect().top + list.scrollTop) / rowHeight);
  }

  function barAt(event: MouseEvent): TimelineRow['bars'][number] | null {
    return rows[placeAt(event)]?.bars[barIndexAt(event)] ?? null;
  }

  return {
    element,
    focusTarget: list,
    tick: draw,
    show: (next) => {
      const before = scene;
      scene = next;
      makeRows();
      if (before === null) revealPresent();
      const selected = rows.findIndex(({ ref }) => ref !== null && ref === next.selected);
      if (selected !== -1 && before?.selected !== next.selected) goToRow(selected);
      else {
        if (selected !== -1 && selected !== active) [active, bar] = [selected, -1];
        draw();
      }
    },
  };
}

function barIndexAt({ clientX, clientY }: MouseEvent): number {
  const shape = document.elementFromPoint(clientX, clientY)?.closest('[data-bar]') ?? null;
  return shape === null ? -1 : Number(shape.getAttribute('data-bar'));
}
