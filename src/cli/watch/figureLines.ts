import type { DashboardView } from '../../shared/dashboard/view.ts';
import { printable } from '../../core/base/printable.ts';
import { textLine, type Line } from './cell.ts';
import { chartTrends } from './trends.ts';

const sparkCells = 40;

/** The figures, the anomalies, and every chart over time as sparklines. */
export function figureLines(view: DashboardView): readonly Line[] {
  const { figures, anomalies } = view.metrics;
  const charts = chartTrends(view, sparkCells);
  const widest = Math.max(0, ...figures.map(({ value }) => value?.length ?? 0));
  return [
    ...figures.map(({ id, label, value, note }): Line => ({
      key: id,
      chosen: false,
      cells: [
        { text: printable(label), width: 28 },
        { text: printable(value ?? 'no data'), width: Math.max(24, widest + 2), weight: 'bold' },
        { text: printable(note ?? ''), width: 200, weight: 'dim' },
      ],
    })),
    ...anomalies.map((text, index) =>
      textLine(`anomaly ${index}`, `! ${printable(text)}`, { color: 'yellow' }),
    ),
    ...charts.flatMap(({ title, trends }, index) => [
      textLine(`before ${index}`, ' '),
      textLine(`title ${index}`, printable(title), { weight: 'bold' }),
      ...trends.map(({ label, spark, value }, row): Line => ({
        key: `trend ${index} ${row}`,
        chosen: false,
        cells: [
          { text: `  ${printable(label)}`, width: 28 },
          { text: spark, width: sparkCells + 2, color: 'cyan' },
          { text: value, width: 24 },
        ],
      })),
    ]),
  ];
}
