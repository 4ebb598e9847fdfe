import type { ChartView, DashboardView } from '../../shared/dashboard/view.ts';
import { countText } from '../../shared/dashboard/quantities.ts';

/** A course in one line. */
export interface Trend {
  readonly label: string;
  /** As many cells as asked for. */
  readonly spark: string;
  /** The last value; `no data` where nothing is known. */
  readonly value: string;
}

const bars = '▁▂▃▄▅▆▇█';

/** One bar a value, from 0 to the highest of them; null is a gap. */
export function sparkline(values: readonly (number | null)[]): string {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  return values
    .map((value) => {
      if (value === null) return ' ';
      return bars[highest === 0 ? 0 : Math.round((Math.max(0, value) / highest) * (bars.length - 1))] ?? ' ';
    })
    .join('');
}

/** What has landed, agents at work and tokens an hour, from the start of the run to `now` (epoch ms), in `cells` parts. */
export function trendsOf(view: DashboardView, now: number, cells: number): readonly Trend[] {
  const { startedAt, endedAt, landed, total } = view.header;
  const from = startedAt ?? now;
  const width = Math.max(1, ((endedAt ?? now) - from) / cells);
  const ends = Array.from({ length: cells }, (_, index) => from + (index + 1) * width);
  const landedAt = ends.map((at) => valueAt(view, 'landed', at));
  const tokensAt = [from, ...ends].map((at) => valueAt(view, 'tokens', at));
  const hourly = ends.map((_, index) => {
    const [before, after] = [tokensAt[index] ?? null, tokensAt[index + 1] ?? null];
    return before === null || after === null ? null : ((after - before) * 3_600_000) / width;
  });
  const atWork = atWorkAt(
    view,
    ends.map((at) => at - width / 2),
  );
  return [
    { label: 'landed', spark: sparkline(landedAt), value: `${landed} of ${total}` },
    { label: 'at work', spark: sparkline(atWork), value: String(view.workers.length) },
    { label: 'tokens/h', spark: sparkline(hourly), value: lastOf(hourly) },
  ];
}

function lastOf(values: readonly (number | null)[]): string {
  const last = values.findLast((value) => value !== null) ?? null;
  return last === null ? 'no data' : countText(Math.round(last));
}

/** Of the first series of a chart over time, which keeps a value until its next one. */
function valueAt({ metrics }: DashboardView, id: string, at: number): number | null {
  const chart = metrics.charts.find((one) => one.id === id);
  return chart === undefined ? null : stepAt(chart, at);
}

function stepAt({ x, series: [first] }: ChartView, at: number): number | null {
  if (x.kind !== 'time' || first === undefined) return null;
  const place = x.at.findLastIndex((time) => time <= at);
  return first.values[place] ?? null;
}

/** How many agents worked at each of these moments. */
function atWorkAt({ timeline }: DashboardView, moments: readonly number[]): readonly number[] {
  const counts = moments.map(() => 0);
  for (const { spans } of timeline) {
    for (const { kind, from, to } of spans) {
      if (kind !== 'running') continue;
      moments.forEach((at, index) => {
        if (at >= from && (to === null || at < to)) counts[index] = (counts[index] ?? 0) + 1;
      });
    }
  }
  return counts;
}

/** Every chart over time as lines: its title, then a sparkline for each series with its last value. */
export function chartTrends(
  { metrics }: DashboardView,
  cells: number,
): readonly { readonly title: string; readonly trends: readonly Trend[] }[] {
  return metrics.charts.flatMap(({ x, series, title, unit }) => {
    const first = x.kind === 'time' ? x.at[0] : undefined;
    const last = x.kind === 'time' ? x.at.at(-1) : undefined;
    if (x.kind !== 'time' || first === undefined || last === undefined || last <= first) return [];
    const moments = Array.from(
      { length: cells },
      (_, index) => first + ((index + 1) * (last - first)) / cells,
    );
    const trends = series.map(({ label, values }) => {
      const sampled = moments.map((at) => values[x.at.findLastIndex((time) => time <= at)] ?? null);
      const value = sampled.findLast((one) => one !== null) ?? null;
      const shown = value === null ? 'no data' : `${countText(Math.round(value * 100) / 100)} ${unit}`.trim();
      return { label, spark: sparkline(sampled), value: shown };
    });
    return [{ title, trends }];
  });
}
