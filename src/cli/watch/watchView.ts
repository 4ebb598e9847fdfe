import type { DashboardView, TaskDetail } from '../../shared/dashboard/view.ts';
import { printable } from '../../core/base/printable.ts';
import type { Cell, Line } from './cell.ts';
import { detailLines } from './detailLines.ts';
import { figureLines } from './figureLines.ts';
import { footerLines } from './footerLines.ts';
import { emptyLine, helpLines } from './helpLines.ts';
import { paneItems, placeOf } from './paneItems.ts';
import { paneLines } from './paneLines.ts';
import { taskName } from './taskName.ts';
import { trendsOf } from './trends.ts';
import { headerLines } from './watchHeader.ts';
import { paneNames, shownMode, type PaneName, type ReadMode, type WatchUi } from './watchUi.ts';

/** All that the screen shows, as text in cells: `height` lines of `width` cells in all. */
export interface WatchView {
  readonly width: number;
  readonly header: readonly Line[];
  readonly body:
    | { readonly kind: 'panes'; readonly columns: readonly PaneColumn[]; readonly trends: Line | null }
    | { readonly kind: 'text'; readonly pane: PaneView; readonly lastTop: number };
  /** One line, or two where what has to be read is longer: the second takes the place of the trends. */
  readonly footer: readonly Line[];
  /** Lines of a page of what has the keys. */
  readonly page: number;
}

export interface PaneColumn {
  readonly width: number;
  readonly panes: readonly PaneView[];
}

export interface PaneView {
  readonly title: string;
  readonly focused: boolean;
  /** Lines below the title, empty ones included. */
  readonly height: number;
  readonly lines: readonly Line[];
}

/** What is shown: the run, and all about the task that is in front (null: none). */
export interface WatchSubject {
  readonly view: DashboardView;
  readonly detail: TaskDetail | null;
}

export interface WatchSize {
  readonly width: number;
  readonly height: number;
  /** Epoch ms. */
  readonly now: number;
}

/** From so many cells on, tasks have a column of their own. */
const wideFrom = 110;
/** Header, trends and footer. */
const linesAround = 4;
const gap = 2;
const markWidth = 2;

type ListName = Exclude<PaneName, 'trends'>;

/** The screen for a person's choices; `size.height` is at least 19. */
export function watchView(subject: WatchSubject, ui: WatchUi, size: WatchSize): WatchView {
  const { width, height, now } = size;
  const mode = shownMode(ui.mode);
  const header = headerLines(subject.view, size);
  const footer = footerLines(ui, { shown: mode, width });
  if (mode.kind !== 'panes') {
    const room = height - header.length - 1 - footer.length;
    const { title, lines } = textOf(subject, mode, now);
    const lastTop = Math.max(0, lines.length - room);
    const top = Math.min(mode.top, lastTop);
    const pane = { title, focused: true, height: room, lines: lines.slice(top, top + room) };
    return { width, header, footer, page: room, body: { kind: 'text', pane, lastTop } };
  }
  const columns = columnsOf(size).map(({ width: columnWidth, panes }) => ({
    width: columnWidth,
    panes: panes.map(([pane, lines]) => paneView(subject.view, ui, { pane, lines, width: columnWidth, now })),
  }));
  const page = columns.flatMap(({ panes }) => panes).find(({ focused }) => focused)?.height ?? 1;
  return {
    width,
    header,
    footer,
    page,
    body: { kind: 'panes', columns, trends: footer.length > 1 ? null : trendsLine(subject.view, ui, size) },
  };
}

/** The panes with the lines that each has below its title: the same at any moment, so that nothing moves. */
function columnsOf({ width, height }: WatchSize): readonly {
  readonly width: number;
  readonly panes: readonly (readonly [ListName, number])[];
}[] {
  const room = height - linesAround;
  if (width < wideFrom) {
    const lines = room - 4;
    const workers = Math.max(2, Math.floor(lines * 0.2));
    const queue = Math.max(1, Math.floor(lines * 0.12));
    const activity = Math.max(3, Math.floor(lines * 0.25));
    const tasks = lines - workers - queue - activity;
    return [
      {
        width,
        panes: [
          ['tasks', tasks],
          ['workers', workers],
          ['queue', queue],
          ['activity', activity],
        ],
      },
    ];
  }
  const left = Math.floor((width - gap) * 0.55);
  const lines = room - 3;
  const workers = Math.max(3, Math.floor(lines * 0.35));
  const queue = Math.max(2, Math.floor(lines * 0.2));
  return [
    { width: left, panes: [['tasks', room - 1]] },
    {
      width: width - gap - left,
      panes: [
        ['workers', workers],
        ['queue', queue],
        ['activity', lines - workers - queue],
      ],
    },
  ];
}

const titles: Readonly<Record<PaneName, string>> = {
  tasks: 'Tasks',
  workers: 'Workers',
  queue: 'Merge queue',
  activity: 'Activity',
  trends: 'Trends',
};

const nothing: Readonly<Record<ListName, string>> = {
  tasks: 'no tasks',
  workers: 'no agent is at work',
  queue: 'nothing waits to land',
  activity: 'nothing has happened yet',
};

function titleOf(pane: PaneName): string {
  return `${paneNames.indexOf(pane) + 1} ${titles[pane]}`;
}

function paneView(
  view: DashboardView,
  ui: WatchUi,
  {
    pane,
    lines,
    width,
    now,
  }: {
    readonly pane: ListName;
    readonly lines: number;
    readonly width: number;
    readonly now: number;
  },
): PaneView {
  const items = paneItems(view, pane);
  const place = placeOf(ui.cursors[pane], items);
  const from = Math.max(0, Math.min(place - Math.floor(lines / 2), items.length - lines));
  const keys = items.slice(from, from + lines).map(({ key }) => key);
  const chosen = items[place]?.key;
  const focused = ui.pane === pane;
  const range =
    items.length > lines ? `${from + 1} to ${from + keys.length} of ${items.length}` : String(items.length);
  const shown = paneLines(view, pane, { keys, width: width - markWidth, now });
  return {
    title: items.length === 0 ? titleOf(pane) : `${titleOf(pane)} (${range})`,
    focused,
    height: lines,
    lines:
      items.length === 0
        ? [emptyLine(nothing[pane])]
        : shown.map((line) => ({ ...line, chosen: focused && line.key === chosen })),
  };
}

function trendsLine(view: DashboardView, ui: WatchUi, { width, now }: WatchSize): Line {
  const title = titleOf('trends');
  const taken = trendsOf(view, now, 1).reduce(
    (sum, { label, value }) => sum + label.length + value.length + 4,
    title.length + 2,
  );
  const cells = Math.max(3, Math.min(24, Math.floor((width - taken) / 3)));
  const focused = ui.pane === 'trends';
  const head: Cell = {
    text: `${focused ? '›' : ' '}${title}`,
    width: title.length + 2,
    ...(focused ? { color: 'cyan', weight: 'bold' } : {}),
  };
  const parts = trendsOf(view, now, cells).flatMap(({ label, spark, value }): readonly Cell[] => [
    { text: label, width: label.length + 1, weight: 'dim' },
    { text: spark, width: cells + 1, color: 'cyan' },
    { text: value, width: value.length + 2 },
  ]);
  return { key: 'trends', chosen: false, cells: [head, ...parts] };
}

function textOf(
  { view, detail }: WatchSubject,
  mode: Exclude<ReadMode, { readonly kind: 'panes' }>,
  now: number,
): { readonly title: string; readonly lines: readonly Line[] } {
  switch (mode.kind) {
    case 'help':
      return { title: 'Keys', lines: helpLines };
    case 'figures':
      return { title: titles.trends, lines: figureLines(view) };
    case 'detail': {
      const title = view.structure.nodes.find(({ ref }) => ref === mode.ref)?.title ?? '';
      return {
        title: `${taskName(mode.ref, view)} ${printable(title)}`,
        lines:
          detail === null
            ? [emptyLine('This task is not in the run any more.')]
            : detailLines(view, detail, now),
      };
    }
  }
}
