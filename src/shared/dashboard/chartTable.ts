import { dayAndTimeText } from './quantities.ts';
import type { ChartView } from './view.ts';

export interface ChartTable {
  readonly head: readonly string[];
  /** What each row is of, and its value in each series. */
  readonly rows: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

/** The numbers of a chart, one row for each point or bar. */
export function chartTable(chart: ChartView): ChartTable {
  const names = chart.x.kind === 'time' ? chart.x.at.map(dayAndTimeText) : chart.x.names;
  return {
    head: [chart.x.kind === 'time' ? 'Time' : 'Name', ...chart.series.map(({ label }) => label)],
    rows: names.map((name, index) => ({
      name,
      values: chart.series.map(({ values }) => values[index] ?? null),
    })),
  };
}

/** Whether there is a single number in it. */
export function hasData(chart: ChartView): boolean {
  return chart.series.some(({ values }) => values.some((value) => value !== null));
}

/** The table of a chart as CSV (RFC 4180): times in ISO 8601, numbers as they are, gaps empty. */
export function chartCsv(chart: ChartView): string {
  const { head, rows } = chartTable(chart);
  const { x } = chart;
  const unit = chart.unit === '' ? '' : ` (${chart.unit})`;
  const lines = [
    head.map((name, index) => cell(index === 0 ? name : `${name}${unit}`)),
    ...rows.map(({ name, values }, index) => [
      cell(x.kind === 'time' ? new Date(x.at[index] ?? 0).toISOString() : name),
      ...values.map((value) => (value === null ? '' : String(value))),
    ]),
  ];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** Quoted where CSV asks for it; a leading `=`, `+`, `-` or `@` would be a formula to a spreadsheet. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
