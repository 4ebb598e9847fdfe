import { clamped } from '../clamped.ts';
import { decorative, h, on, setAttributes } from '../h.ts';
import type { Scene } from '../scene.ts';
import type { TaskCard } from '../../src/shared/dashboard/view.ts';
import type { Part } from '../part.ts';
import { createTableHead } from './tableHead.ts';
import { columns, rowsOf, type Sort } from './rows.ts';
import { createTableRow, rowId, type TableRow } from './tableRow.ts';

export interface TableOptions {
  readonly onSelect: (ref: string) => void;
  readonly onOpen: (ref: string) => void;
  readonly contextOf: (ref: string) => string | null;
}

/** The height of page.css, in px: rows outside of the window are not drawn. */
const rowHeight = 28;
const overscan = 6;

/**
 * The same tasks as the graph, as a grid. The grid has the focus and points at the active row, so that rows may come and go as it is
 * scrolled.
 */
export function createTable({ onSelect, onOpen, contextOf }: TableOptions): Part {
  let scene: Scene | null = null;
  let sort: Sort | null = null;
  let rows: readonly TaskCard[] = [];
  let active = 0;
  const drawn: TableRow[] = [];
  const head = createTableHead((next) => {
    sort = next;
    const ref = rows[active]?.ref;
    showRows();
    active = Math.max(
      0,
      rows.findIndex((card) => card.ref === ref),
    );
    draw();
  });
  const above = h('tr.gap', decorative, h('td', { colspan: columns.length }));
  const below = h('tr.gap', decorative, h('td', { colspan: columns.length }));
  const body = h('tbody', above, below);
  const grid = h(
    'table.grid',
    { role: 'grid', tabindex: 0, 'aria-label': 'Tasks', 'aria-colcount': columns.length },
    h('colgroup', ...columns.map(({ id }) => h('col', { class: `col-${id}` }))),
    head.element,
    body,
  );
  const none = h('p.none', { hidden: true }, 'No task fits the filter.');
  const element = h('div.table-scroller', grid, none);
  on(element, { scroll: () => draw() }, { passive: true });
  new ResizeObserver(() => draw()).observe(element);

  function showRows(): void {
    if (scene === null) return;
    rows = rowsOf(scene, sort);
    active = clamped(active, 0, rows.length - 1);
    setAttributes(grid, { 'aria-rowcount': rows.length + 1 });
    none.hidden = rows.length > 0;
  }

  function draw(): void {
    if (scene === null || element.clientHeight === 0) return;
    const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - overscan);
    const count = Math.ceil(element.clientHeight / rowHeight) + 2 * overscan;
    const visible = rows.slice(first, first + count);
    while (drawn.length < visible.length) {
      const row = createTableRow();
      drawn.push(row);
      below.before(row.element);
    }
    while (drawn.length > visible.length) drawn.pop()?.element.remove();
    const { selected } = scene;
    for (const [at, card] of visible.entries()) {
      drawn[at]?.show(card, scene, {
        place: first + at,
        isSelected: card.ref === selected,
        isActive: first + at === active,
        context: contextOf(card.ref),
      });
    }
    setGap(above, first * rowHeight);
    setGap(below, Math.max(0, rows.length - first - visible.length) * rowHeight);
    setAttributes(grid, {
      'aria-activedescendant': visible[active - first] === undefined ? null : rowId(active),
    });
  }

  function activate(place: number): void {
    active = clamped(place, 0, rows.length - 1);
    const top = active * rowHeight;
    const room = element.clientHeight - head.element.offsetHeight - rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + room) element.scrollTop = top - room;
    const ref = rows[active]?.ref;
    if (ref !== undefined) onSelect(ref);
    draw();
  }

  on(grid, {
    keydown: (event) => {
      if (event.target !== grid) return;
      const page = Math.max(1, Math.floor(element.clientHeight / rowHeight) - 2);
      const moves = new Map([
        ['ArrowDown', active + 1],
        ['ArrowUp', active - 1],
        ['PageDown', active + page],
        ['PageUp', active - page],
        ['Home', 0],
        ['End', rows.length - 1],
      ]);
      const to = moves.get(event.key);
      const ref = rows[active]?.ref;
      if (to !== undefined) activate(to);
      else if (event.key === 'Enter' && ref !== undefined) onOpen(ref);
      else return;
      event.preventDefault();
    },
  });
  on(body, {
    click: (event) => {
      const place = placeOf(event);
      if (place !== null) activate(place);
    },
    dblclick: (event) => {
      const ref = rows[placeOf(event) ?? -1]?.ref;
      if (ref !== undefined) onOpen(ref);
    },
  });

  return {
    element,
    focusTarget: grid,
    show: (next) => {
      const before = scene?.selected;
      scene = next;
      showRows();
      const selected = rows.findIndex(({ ref }) => ref === next.selected);
      if (selected !== -1) active = selected;
      if (selected !== -1 && before !== next.selected) activate(selected);
      else draw();
    },
    tick: () => draw(),
  };
}

function setGap(row: HTMLTableRowElement, height: number): void {
  row.style.setProperty('block-size', `${height}px`);
  row.hidden = height === 0;
}

function placeOf({ target }: Event): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('tr[data-place]') : null;
  return row === null ? null : Number(row.dataset['place']);
}
