import assert from 'node:assert/strict';
import { chartSvg, type ChartPalette } from '../../../../src/shared/dashboard/chartSvg.ts';
import { chartCsv, chartTable, hasData } from '../../../../src/shared/dashboard/chartTable.ts';
import { timeRange, timeTicks, valueTicks } from '../../../../src/shared/dashboard/ticks.ts';
import type { ChartView } from '../../../../src/shared/dashboard/view.ts';
import { dashboardView } from '../../../support/dashboardView.ts';

const palette: ChartPalette = {
  text: 'black',
  lines: 'gray',
  background: 'white',
  mark: 'red',
  series: ['blue', 'green'],
};

const chart: ChartView = {
  id: 'cost',
  title: 'Cost <b>',
  kind: 'bars',
  unit: 'USD',
  x: { kind: 'names', names: ['a, "quoted"', '=SUM(A1)', '</text><script>'] },
  series: [
    { label: 'spent', values: [1.5, null, 3] },
    { label: 'planned', values: [2, 2, 2] },
  ],
  marks: [{ value: 5, label: 'budget' }],
  note: null,
};

describe('a chart of the dashboard', () => {
  it('is CSV with quotes where they are due, gaps empty, and no formula', () => {
    assert.equal(
      chartCsv(chart),
      'Name,spent (USD),planned (USD)\r\n"a, ""quoted""",1.5,2\r\n\'=SUM(A1),,2\r\n</text><script>,3,2\r\n',
    );
  });

  it('is CSV with times in ISO 8601', () => {
    const at = Date.UTC(2026, 10, 20, 14, 22);
    const timed = { ...chart, x: { kind: 'time', at: [at] }, series: [{ label: 's', values: [7] }] } as const;
    assert.equal(chartCsv(timed), 'Time,s (USD)\r\n2026-11-20T14:22:00.000Z,7\r\n');
  });

  it('is a table of the same numbers', () => {
    const { head, rows } = chartTable(chart);
    assert.deepEqual(head, ['Name', 'spent', 'planned']);
    assert.deepEqual(
      rows.map(({ values }) => values),
      [
        [1.5, 2],
        [null, 2],
        [3, 2],
      ],
    );
  });

  it('is an SVG in which texts are texts, every series and mark is drawn, and nothing is not a number', () => {
    for (const view of [chart, ...dashboardView(12).metrics.charts]) {
      const svg = chartSvg(view, palette);
      assert.ok(!/NaN|Infinity|undefined|<script|<b>/.test(svg), svg);
      for (const { label } of hasData(view) ? view.marks : []) assert.ok(svg.includes(`>${label}</text>`));
    }
    assert.match(chartSvg(chart, palette), /<title>Cost &lt;b&gt;<\/title>/);
    assert.equal(chartSvg(chart, palette).match(/<rect [^>]*fill="blue"/g)?.length, 3);
  });

  it('has an hour around a single moment, which is drawn in its middle', () => {
    const at = new Date(2026, 10, 20, 14, 22).getTime();
    const series = [{ label: 's', values: [7] }];
    const svg = chartSvg({ ...chart, kind: 'line', x: { kind: 'time', at: [at] }, series }, palette);
    assert.match(svg, /d="M384 [\d.]+h3"/);
    assert.deepEqual(
      [...svg.matchAll(/>(\d\d:\d\d)</g)].map(([, label]) => label),
      ['14:00', '14:10', '14:20', '14:30', '14:40', '14:50'],
    );
    assert.deepEqual(timeRange([at, at + 1]), [at, at + 1]);
  });

  it('says "no data" instead of drawing nothing', () => {
    const empty = { ...chart, series: [{ label: 'spent', values: [null, null, null] }] };
    assert.equal(hasData(empty), false);
    assert.match(chartSvg(empty, palette), />no data</);
  });
});

describe('ticks', () => {
  it('of values are round and reach over both ends', () => {
    assert.deepEqual(valueTicks(0, 83, { most: 5, unit: '%' }), [0, 20, 40, 60, 80, 100]);
    assert.deepEqual(valueTicks(0, 0.0123, { most: 4, unit: 'USD' }), [0, 0.005, 0.01, 0.015]);
    assert.deepEqual(valueTicks(-3, 4, { most: 4, unit: '' }), [-4, -2, 0, 2, 4]);
    assert.deepEqual(
      valueTicks(0, 400_000, { most: 4, unit: 'ms' }),
      [0, 120_000, 240_000, 360_000, 480_000],
    );
  });

  it('of time are at most as many as there is room for, from seconds to years', () => {
    const from = Date.UTC(2026, 10, 20, 14, 22, 33);
    for (const spanMs of [1_000, 60_000, 3_600_000, 86_400_000, 30 * 86_400_000, 3_000 * 86_400_000]) {
      const ticks = timeTicks(from, from + spanMs, 8);
      assert.ok(ticks.length >= 1 && ticks.length <= 9, `${ticks.length} ticks for ${spanMs}`);
      assert.equal(new Set(ticks.map(({ label }) => label)).size, ticks.length);
    }
  });
});
