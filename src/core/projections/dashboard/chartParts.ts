import type { ChartView } from '../../../shared/dashboard/view.ts';
import { ascending, quantileOfSorted } from '../../base/quantiles.ts';
import { joinSteps, type StepPoint } from './stepSeries.ts';

type ChartHead = Pick<ChartView, 'id' | 'title' | 'unit'> & { readonly note?: string };

/** A chart of what is not known, with the reason. */
export function noChart({ id, title, unit }: ChartHead, why: string): ChartView {
  return {
    id,
    title,
    kind: 'bars',
    unit,
    x: { kind: 'names', names: [] },
    series: [],
    marks: [],
    note: `no data: ${why}`,
  };
}

/** Bars by name, one for each series. */
export function bars(
  { note = '', ...head }: ChartHead,
  names: readonly string[],
  series: ChartView['series'],
): ChartView {
  return { ...head, kind: 'bars', x: { kind: 'names', names }, series, marks: [], note: note || null };
}

/** Values that hold until the next; they are drawn up to `until` (epoch ms). */
export function steps(
  { note = '', ...head }: ChartHead,
  series: readonly { readonly label: string; readonly points: readonly StepPoint[] }[],
  until: number,
): ChartView {
  const drawn = series.map(({ points }) => upTo(points, until));
  const { at, values } = joinSteps(drawn);
  return {
    ...head,
    kind: 'steps',
    x: { kind: 'time', at },
    series: series.map(({ label }, index) => ({ label, values: values[index] ?? [] })),
    marks: [],
    note: note || null,
  };
}

/** Median and 90th percentile of durations, by name; the names with the most samples first, at most 12. */
export function percentileBars(
  head: ChartHead,
  samples: readonly { readonly name: string; readonly value: number }[],
  why: string,
): ChartView {
  if (samples.length === 0) return noChart(head, why);
  const byName = [...groupValues(samples)]
    .map(([name, values]) => ({ name, sorted: ascending(values) }))
    .sort((one, other) => other.sorted.length - one.sorted.length)
    .slice(0, 12);
  const at = (share: number): readonly (number | null)[] =>
    byName.map(({ sorted }) => rounded(quantileOfSorted(sorted, share)));
  return bars(
    head,
    byName.map(({ name, sorted }) => `${name} (${String(sorted.length)})`),
    [
      { label: 'p50', values: at(0.5) },
      { label: 'p90', values: at(0.9) },
    ],
  );
}

function groupValues(
  samples: readonly { readonly name: string; readonly value: number }[],
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const { name, value } of samples) {
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [value]);
    else known.push(value);
  }
  return groups;
}

/** To three decimals: what is drawn needs no more, and equal figures stay equal. */
export function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1_000) / 1_000;
}

function upTo(points: readonly StepPoint[], until: number): readonly StepPoint[] {
  const last = points.at(-1);
  return last === undefined || last.at >= until ? points : [...points, { at: until, value: last.value }];
}
