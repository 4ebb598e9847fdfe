import uPlot from 'uplot';
import { seriesDashes, type ChartPalette } from '../../src/shared/dashboard/chartSvg.ts';
import { valueText } from '../../src/shared/dashboard/quantities.ts';
import { timeRange, timeTicks, valueTicks } from '../../src/shared/dashboard/ticks.ts';
import type { ChartView } from '../../src/shared/dashboard/view.ts';
import type { DrawChart } from './drawChart.ts';

const heightPx = 200;

/** By uPlot. It draws on a canvas and sets styles by the CSSOM only, so it needs nothing of the content policy. */
export const plotChart: DrawChart = (box, chart, palette) => {
  const width = Math.max(120, box.clientWidth);
  const plot = new uPlot(optionsOf(chart, palette, width), dataOf(chart), box);
  return {
    canvas: plot.ctx.canvas,
    resize: (widthPx) => plot.setSize({ width: Math.max(120, widthPx), height: heightPx }),
    dispose: () => plot.destroy(),
  };
};

function dataOf({ x, series }: ChartView): uPlot.AlignedData {
  const xs = x.kind === 'time' ? x.at.map((at) => at / 1000) : x.names.map((_, index) => index);
  return [xs, ...series.map(({ values }) => [...values])];
}

function rangeOf(at: readonly number[]): [from: number, to: number] {
  const [from, to] = timeRange(at);
  return [from / 1000, to / 1000];
}

function optionsOf(chart: ChartView, palette: ChartPalette, width: number): uPlot.Options {
  const { x, kind, unit, marks } = chart;
  const isNamed = x.kind === 'names';
  const ticks = valueTicksOf(chart);
  const axis = { stroke: palette.text, grid: { stroke: palette.lines, width: 0.5 }, ticks: { show: false } };
  return {
    width,
    height: heightPx,
    // The labels of marks are beside the plot.
    padding: [12, marks.length > 0 ? 40 : 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: !isNamed } },
    scales: {
      x: isNamed
        ? { time: false, range: () => [-0.5, x.names.length - 0.5] }
        : { time: true, range: () => rangeOf(x.at) },
      y: { range: () => [ticks[0] ?? 0, ticks.at(-1) ?? 1] },
    },
    axes: [
      isNamed
        ? {
            ...axis,
            size: 28,
            grid: { show: false },
            splits: () => x.names.map((_, index) => index),
            values: (plot, splits) =>
              splits.map((at) => nameLabel(x.names, at, plot.bbox.width / devicePixelRatio)),
          }
        : { ...axis, size: 28, ...timeAxis },
      {
        ...axis,
        size: 64,
        splits: () => [...ticks],
        values: (_plot, splits) => splits.map((value) => valueText(value, unit)),
      },
    ],
    series: [
      {},
      ...chart.series.map(({ label }, index): uPlot.Series => {
        const color = palette.series[index % palette.series.length] ?? palette.text;
        return {
          label,
          stroke: color,
          width: 1.5,
          points: { show: kind !== 'bars' && chart.series[index]?.values.length === 1 },
          ...(kind === 'bars'
            ? { fill: color, paths: barPaths(index, chart.series.length) }
            : { dash: [...(seriesDashes[index % seriesDashes.length] ?? [])] }),
          ...(kind === 'steps' ? { paths: stepPaths() } : {}),
        };
      }),
    ],
    hooks: { draw: [(plot) => drawMarks(plot, chart, palette)] },
  };
}

/** Of local times, as the timeline has them. */
const timeAxis: Pick<uPlot.Axis, 'splits' | 'values'> = {
  splits: (plot, _axis, low, high) => timeTicksOf(plot, low, high).map(({ at }) => at / 1000),
  values: (plot, splits) => {
    const labels = new Map(
      timeTicksOf(plot, plot.scales['x']?.min ?? 0, plot.scales['x']?.max ?? 0).map(({ at, label }) => [
        at,
        label,
      ]),
    );
    return splits.map((at) => labels.get(at * 1000) ?? '');
  },
};

function timeTicksOf(plot: uPlot, low: number, high: number): ReturnType<typeof timeTicks> {
  return timeTicks(low * 1000, high * 1000, Math.max(2, Math.floor(plot.bbox.width / devicePixelRatio / 80)));
}

/** From 0, so that no small change looks large, and up to the highest mark. */
function valueTicksOf({ series, marks, unit }: ChartView): readonly number[] {
  const values = [...series.flatMap((one) => one.values), ...marks.map(({ value }) => value)];
  const known = values.filter((value) => value !== null);
  const bottom = known.reduce((low, value) => Math.min(low, value), 0);
  const top = known.reduce((high, value) => Math.max(high, value), 0);
  return valueTicks(bottom, top === bottom ? bottom + 1 : top, { most: 4, unit });
}

/** Beside each other within a name. */
function barPaths(index: number, count: number): uPlot.Series.PathBuilder {
  const share = 0.8 / count;
  const placed = (place: (at: number) => number) => ({
    unit: scaleValue,
    values: (plot: uPlot) => Array.from(plot.data[0], place),
  });
  const build = uPlot.paths.bars?.({
    disp: { x0: placed((at) => at - 0.4 + share * index), size: placed(() => share * 0.94) },
  });
  if (build === undefined) throw new Error('uPlot was built without bars');
  return build;
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- a `const enum` of a declaration file has no value to import
const scaleValue: uPlot.Series.BarsPathBuilderFacetUnit.ScaleValue = 1;

function stepPaths(): uPlot.Series.PathBuilder {
  const build = uPlot.paths.stepped?.({ align: 1 });
  if (build === undefined) throw new Error('uPlot was built without steps');
  return build;
}

function nameLabel(names: readonly string[], at: number, widthPx: number): string {
  const most = Math.max(1, Math.floor(widthPx / 44));
  const every = Math.ceil(names.length / most);
  const letters = Math.max(5, Math.floor((widthPx / names.length) * every * 0.15));
  const name = Array.from(names[at] ?? '');
  if (at % every !== 0) return '';
  return name.length <= letters ? name.join('') : `${name.slice(0, letters - 1).join('')}…`;
}

function drawMarks(plot: uPlot, { marks }: ChartView, palette: ChartPalette): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = palette.mark;
  ctx.fillStyle = palette.text;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.textAlign = 'left';
  ctx.font = `${10 * devicePixelRatio}px system-ui, sans-serif`;
  for (const { value, label } of marks) {
    const y = plot.valToPos(value, 'y', true);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillText(label, bbox.left + bbox.width + 4 * devicePixelRatio, y + 3 * devicePixelRatio);
  }
  ctx.restore();
}
