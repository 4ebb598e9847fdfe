import { hasData } from './chartTable.ts';
import { valueText } from './quantities.ts';
import { timeRange, timeTicks, valueTicks } from './ticks.ts';
import type { ChartView } from './view.ts';

/** What a chart is drawn with: colours in any form that SVG takes, `var(--…)` included. */
export interface ChartPalette {
  readonly text: string;
  readonly lines: string;
  readonly background: string;
  readonly mark: string;
  /** Taken in turn; dashes tell series apart as well. */
  readonly series: readonly string[];
}

/** Of lines, in turn: series are told apart without their colours. */
export const seriesDashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [9, 3, 2, 3]];

const size = { width: 720, height: 300 };
const plot = { left: 64, right: 704, top: 40, bottom: 236 };
const font = 'font-family="system-ui, sans-serif" font-size="11"';

/** A chart as one SVG document that needs nothing else: for exports and for pages without a chart library. */
export function chartSvg(chart: ChartView, palette: ChartPalette): string {
  const body = hasData(chart)
    ? plotted(chart, palette)
    : [text('no data', { x: size.width / 2, y: 140, fill: palette.text, anchor: 'middle' })];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" ${font}>`,
    `<title>${escapeXml(chart.title)}</title>`,
    `<rect width="100%" height="100%" fill="${palette.background}"/>`,
    text(unitTitle(chart), { x: 12, y: 20, fill: palette.text, anchor: 'start', weight: 'bold' }),
    ...body,
    '</svg>',
  ].join('\n');
}

interface Scale {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
  /** Of one bar group or point. */
  readonly step: number;
}

function plotted(chart: ChartView, palette: ChartPalette): readonly string[] {
  const scale = scaleOf(chart);
  return [
    ...valueAxis(chart, scale, palette),
    ...nameAxis(chart, scale, palette),
    ...chart.series.map(({ values }, index) =>
      chart.kind === 'bars'
        ? bars(values, { scale, index, count: chart.series.length, color: colorOf(palette, index) })
        : line(values, { scale, index, steps: chart.kind === 'steps', color: colorOf(palette, index) }),
    ),
    ...chart.marks.map((mark) => markLine(mark, scale, palette)),
    ...legend(chart, palette),
  ];
}

function scaleOf(chart: ChartView): Scale {
  const values = chart.series.flatMap((series) => series.values).filter((value) => value !== null);
  const marks = chart.marks.map(({ value }) => value);
  const ticks = valueTicks(
    values.reduce((low, value) => Math.min(low, value), 0),
    [...values, ...marks].reduce((high, value) => Math.max(high, value), 0) || 1,
    { most: 5, unit: chart.unit },
  );
  const bottom = ticks[0] ?? 0;
  const top = ticks.at(-1) ?? 1;
  const y = (value: number) =>
    round(plot.bottom - ((value - bottom) / (top - bottom)) * (plot.bottom - plot.top));
  const width = plot.right - plot.left;
  if (chart.x.kind === 'names') {
    const step = width / Math.max(1, chart.x.names.length);
    return { x: (index) => round(plot.left + step * (index + 0.5)), y, ticks, step };
  }
  const { at } = chart.x;
  const [from, to] = timeRange(at);
  const x = (index: number) => round(plot.left + (((at[index] ?? 0) - from) / (to - from)) * width);
  return { x, y, ticks, step: width / Math.max(1, at.length) };
}

function valueAxis(chart: ChartView, { y, ticks }: Scale, palette: ChartPalette): readonly string[] {
  return ticks.flatMap((value) => [
    `<path d="M${plot.left} ${y(value)}H${plot.right}" stroke="${palette.lines}" stroke-width="0.5"/>`,
    text(valueText(value, chart.unit), {
      x: plot.left - 6,
      y: y(value) + 4,
      fill: palette.text,
      anchor: 'end',
    }),
  ]);
}

function nameAxis({ x }: ChartView, scale: Scale, palette: ChartPalette): readonly string[] {
  const y = plot.bottom + 16;
  if (x.kind === 'time') {
    const [from, to] = timeRange(x.at);
    const width = plot.right - plot.left;
    return timeTicks(from, to, 7).map(({ at, label }) =>
      text(label, {
        x: round(plot.left + ((at - from) / (to - from)) * width),
        y,
        fill: palette.text,
        anchor: 'middle',
      }),
    );
  }
  const every = Math.ceil(x.names.length / 12);
  const letters = Math.max(4, Math.floor((scale.step * every) / 6.5));
  return x.names.flatMap((name, index) =>
    index % every === 0
      ? [text(cut(name, letters), { x: scale.x(index), y, fill: palette.text, anchor: 'middle' })]
      : [],
  );
}

interface SeriesLook {
  readonly scale: Scale;
  readonly index: number;
  readonly color: string;
}

function line(values: readonly (number | null)[], look: SeriesLook & { readonly steps: boolean }): string {
  const { scale, index, color, steps } = look;
  let pen: 'M' | 'L' = 'M';
  let before = 0;
  const parts = values.map((value, at) => {
    if (value === null) {
      pen = 'M';
      return '';
    }
    const y = scale.y(value);
    const part =
      steps && pen === 'L' ? `L${scale.x(at)} ${before}L${scale.x(at)} ${y}` : `${pen}${scale.x(at)} ${y}`;
    [pen, before] = ['L', y];
    return part;
  });
  // A point by itself would not be seen.
  if (values.length === 1) parts.push('h3');
  const dash = seriesDashes[index % seriesDashes.length] ?? [];
  return `<path d="${parts.join('')}" fill="none" stroke="${color}" stroke-width="1.5" stroke-dasharray="${dash.join(' ')}"/>`;
}

function bars(values: readonly (number | null)[], look: SeriesLook & { readonly count: number }): string {
  const { scale, index, color, count } = look;
  const width = Math.max(1, (scale.step * 0.7) / count);
  const zero = scale.y(0);
  return values
    .map((value, at) => {
      if (value === null) return '';
      const x = round(scale.x(at) - (width * count) / 2 + width * index);
      const y = scale.y(value);
      return `<rect x="${x}" y="${Math.min(y, zero)}" width="${round(width * 0.92)}" height="${round(Math.abs(zero - y))}" fill="${color}"/>`;
    })
    .join('');
}

function markLine(mark: ChartView['marks'][number], { y }: Scale, palette: ChartPalette): string {
  const at = y(mark.value);
  return [
    `<path d="M${plot.left} ${at}H${plot.right}" stroke="${palette.mark}" stroke-dasharray="4 3"/>`,
    text(mark.label, { x: plot.right, y: at - 3, fill: palette.text, anchor: 'end' }),
  ].join('');
}

function legend(chart: ChartView, palette: ChartPalette): readonly string[] {
  if (chart.series.length < 2) return [];
  const width = (plot.right - plot.left) / Math.min(4, chart.series.length);
  return chart.series.slice(0, 8).map(({ label }, index) => {
    const x = round(plot.left + (index % 4) * width);
    const y = 268 + Math.floor(index / 4) * 18;
    const name = text(cut(label, Math.floor(width / 7) - 3), {
      x: x + 16,
      y: y + 1,
      fill: palette.text,
      anchor: 'start',
    });
    return `<rect x="${x}" y="${y - 8}" width="10" height="10" fill="${colorOf(palette, index)}"/>${name}`;
  });
}

function colorOf({ series, text }: ChartPalette, index: number): string {
  return series[index % series.length] ?? text;
}

function unitTitle({ title, unit }: ChartView): string {
  return cut(unit === '' || unit === 'ms' ? title : `${title} (${unit})`, 96);
}

interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly fill: string;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly weight?: 'bold';
}

function text(content: string, { x, y, fill, anchor, weight }: TextPlace): string {
  const bold = weight === undefined ? '' : ' font-weight="bold"';
  return `<text x="${x}" y="${y}" fill="${fill}" text-anchor="${anchor}"${bold}>${escapeXml(content)}</text>`;
}

function cut(content: string, letters: number): string {
  const all = Array.from(content);
  return all.length <= letters ? content : `${all.slice(0, Math.max(1, letters - 1)).join('')}…`;
}

/** Control characters are no XML at all, so they go. */
function escapeXml(content: string): string {
  return content
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
