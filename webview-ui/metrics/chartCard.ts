import { chartSvg, seriesDashes } from '../../src/shared/dashboard/chartSvg.ts';
import { chartCsv, chartTable, hasData } from '../../src/shared/dashboard/chartTable.ts';
import { valueText } from '../../src/shared/dashboard/quantities.ts';
import type { ChartView } from '../../src/shared/dashboard/view.ts';
import { bdi, button, h, setAttributes, setText, svg } from '../h.ts';
import type { SavedFile } from '../host/host.ts';
import { chartPng } from './chartPng.ts';
import type { DrawnChart } from './drawChart.ts';
import { plotChart } from './plotChart.ts';
import { currentPalette } from './palette.ts';

export interface ChartCard {
  readonly element: HTMLElement;
  show(chart: ChartView): void;
  /** In the colours of a new theme. */
  repaint(): void;
  dispose(): void;
}

/** `save` takes what is exported. */
export type CreateChartCard = (save: (file: SavedFile) => void) => ChartCard;

/** One chart with its title, unit, note and exports; a button changes between picture and table. */
export const createChartCard: CreateChartCard = (save) => {
  let chart: ChartView | null = null;
  let drawn: DrawnChart | null = null;
  const title = h('h3');
  const unit = h('span.dim');
  const note = bdi('', { class: 'dim chart-note' });
  const box = h('div.chart-box', { role: 'img' });
  const legend = h('ul.legend');
  const table = h('div.chart-table', { tabindex: 0, role: 'group', hidden: true });
  const toggle = button('Table', () => showTable(table.hidden !== false), { 'aria-pressed': 'false' });
  const png = button('PNG', () => {
    const canvas = drawn?.canvas ?? null;
    if (chart !== null && canvas !== null)
      save({ name: chart.id, kind: 'png', text: chartPng(canvas, chart, currentPalette()) });
  });
  const exports = [
    button('CSV', () => {
      if (chart !== null) save({ name: chart.id, kind: 'csv', text: chartCsv(chart) });
    }),
    button('SVG', () => {
      if (chart !== null) save({ name: chart.id, kind: 'svg', text: chartSvg(chart, currentPalette()) });
    }),
    png,
  ];
  const tools = h('div.chart-tools', { role: 'group' }, toggle, ...exports);
  const element = h('article.chart', h('div.chart-head', title, unit, tools), box, legend, note, table);
  const resizes = new ResizeObserver(() => drawn?.resize(box.clientWidth));
  resizes.observe(box);

  function showTable(isTable: boolean): void {
    table.hidden = !isTable;
    box.hidden = isTable;
    legend.hidden = isTable;
    setAttributes(toggle, { 'aria-pressed': String(isTable) });
    fillTable();
  }

  function fillTable(): void {
    if (chart !== null && !table.hidden) table.replaceChildren(tableOf(chart));
  }

  function draw(): void {
    drawn?.dispose();
    drawn = null;
    box.replaceChildren();
    if (chart === null) return;
    if (hasData(chart)) drawn = plotChart(box, chart, currentPalette());
    else box.append(h('p.no-data', 'no data'));
  }

  return {
    element,
    show: (next) => {
      if (next === chart) return;
      const isSame = JSON.stringify(next) === JSON.stringify(chart);
      chart = next;
      if (isSame) return;
      setText(title, next.title);
      title.dir = 'auto';
      setText(unit, next.unit === '' || next.unit === 'ms' ? '' : `in ${next.unit}`);
      setText(note, next.note ?? '');
      setAttributes(box, { 'aria-label': `Chart: ${next.title}. Its numbers are in its table.` });
      setAttributes(table, { 'aria-label': `Table: ${next.title}` });
      setAttributes(tools, { 'aria-label': `Table and exports of ${next.title}` });
      for (const press of exports) press.disabled = !hasData(next);
      legend.replaceChildren(...next.series.map(({ label }, index) => legendEntry(label, next.kind, index)));
      fillTable();
      draw();
    },
    repaint: draw,
    dispose: () => {
      resizes.disconnect();
      drawn?.dispose();
      element.remove();
    },
  };
};

function tableOf(chart: ChartView): HTMLTableElement {
  const { head, rows } = chartTable(chart);
  return h(
    'table',
    h('thead', h('tr', ...head.map((name) => h('th', { scope: 'col' }, bdi(name))))),
    h(
      'tbody',
      ...rows.map(({ name, values }) =>
        h(
          'tr',
          h('th', { scope: 'row' }, bdi(name)),
          ...values.map((value) => h('td.number', value === null ? 'no data' : valueText(value, chart.unit))),
        ),
      ),
    ),
  );
}

function legendEntry(label: string, kind: ChartView['kind'], index: number): HTMLElement {
  const dash = (seriesDashes[index % seriesDashes.length] ?? []).join(' ');
  const sign =
    kind === 'bars'
      ? svg('rect', { class: `series-${index % 6} bar`, x: 2, y: 1, width: 16, height: 10 })
      : svg('path', { class: `series-${index % 6} line`, d: 'M0 6H20', 'stroke-dasharray': dash });
  return h('li', svg('svg.legend-sign', { viewBox: '0 0 20 12', 'aria-hidden': 'true' }, sign), bdi(label));
}
