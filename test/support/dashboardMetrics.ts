import type { ChartView, MetricsView } from '../../src/shared/dashboard/view.ts';

/** Figures and one chart of each kind, with gaps, marks and one without data. */
export function dashboardMetrics(from: number, to: number): MetricsView {
  const at = Array.from({ length: 40 }, (_, index) => from + ((to - from) / 39) * index);
  const wave = (base: number, swing: number, speed: number) =>
    at.map((_, index) => Math.round((base + swing * Math.sin(index / speed)) * 10) / 10);
  const time = { kind: 'time', at } as const;
  return {
    figures: [
      { id: 'throughput', label: 'Throughput', value: '14 tasks an hour', note: 'landed, last 30 minutes' },
      { id: 'speedup', label: 'Speed-up', value: '3.1 ×', note: 'bound 4.2 × by the critical path' },
      { id: 'p90', label: 'Task time, 90th percentile', value: '6m12s', note: 'of 9 landed tasks' },
      { id: 'gate', label: 'Gate time, median', value: '45s', note: null },
      { id: 'retries', label: 'Retries', value: '2', note: '1 gate, 1 conflict' },
      { id: 'conflicts', label: 'Conflicts', value: null, note: 'nothing has been merged twice' },
    ],
    charts: [
      chart('utilization', 'Slot utilisation', {
        kind: 'steps',
        unit: '%',
        x: time,
        series: [{ label: 'slots in use', values: wave(74, 20, 4).map((value) => Math.min(100, value)) }],
        marks: [
          { value: 70, label: '70 %' },
          { value: 80, label: '80 %' },
        ],
        note: 'Above 80 % a queue builds up.',
      }),
      chart('response', 'Task time by agent', {
        kind: 'bars',
        unit: 'ms',
        x: { kind: 'names', names: ['claude', 'codex', 'gemini'] },
        series: [
          { label: 'median', values: [184_000, 211_000, 150_000] },
          { label: '90th percentile', values: [372_000, 405_000, null] },
        ],
        note: 'From start to landing.',
      }),
      chart('tokens', 'Tokens and cost', {
        kind: 'line',
        unit: 'tokens',
        x: time,
        series: [
          { label: 'input', values: wave(9_000, 3_000, 5) },
          {
            label: 'output',
            values: wave(2_500, 900, 3).map((value, index) => (index > 11 && index < 16 ? null : value)),
          },
        ],
        note: null,
      }),
      chart('memory', 'Memory', {
        kind: 'line',
        unit: 'MB',
        x: time,
        series: [{ label: 'used', values: wave(3_100, 400, 6) }],
        note: null,
      }),
      chart('windows', 'Rate-limit windows', {
        kind: 'bars',
        unit: '',
        x: { kind: 'names', names: [] },
        series: [],
        note: 'No data: no provider has closed its window.',
      }),
    ],
    anomalies: ['2.3 took 11m40s, 4.2 robust deviations above the median of 3m10s.'],
  };
}

function chart(
  id: string,
  title: string,
  rest: Omit<ChartView, 'id' | 'title' | 'marks'> & Partial<Pick<ChartView, 'marks'>>,
): ChartView {
  return { id, title, marks: [], ...rest };
}
