import type { ChartView } from '../../../shared/dashboard/view.ts';
import { quantile, sum } from '../../base/quantiles.ts';
import { byTask, wentWrong, type HistoryLine } from '../history.ts';
import { bars, noChart, rounded } from './chartParts.ts';

const maxRuns = 20;

interface PastRun {
  readonly run: string;
  readonly lines: readonly HistoryLine[];
}

/** How runs went one after the other, this one included: the last 20. */
export function trendCharts(lines: readonly HistoryLine[]): readonly ChartView[] {
  const runs = runsOf(lines);
  const chart = (
    head: Pick<ChartView, 'id' | 'title' | 'unit'> & { readonly note: string },
    series: Readonly<Record<string, (run: PastRun) => number | null>>,
  ): ChartView => {
    if (runs.length === 0) return noChart(head, 'no attempt has ended yet in any run');
    return bars(
      head,
      runs.map(({ run }) => run),
      Object.entries(series).map(([label, valueOf]) => ({
        label,
        values: runs.map((run) => rounded(valueOf(run))),
      })),
    );
  };
  return [
    chart(
      {
        id: 'trend-throughput',
        title: 'Finished attempts an hour, by run',
        unit: '',
        note: 'over the time in which agents worked',
      },
      { 'an hour': anHour },
    ),
    chart(
      { id: 'trend-attempts', title: 'Attempt times, by run', unit: 'ms', note: 'all agents' },
      { p50: durationAt(0.5), p90: durationAt(0.9) },
    ),
    chart(
      {
        id: 'trend-responses',
        title: 'Task times, by run',
        unit: 'ms',
        note: 'of finished tasks, from the first start to the end of the last attempt',
      },
      { p50: responseAt(0.5), p90: responseAt(0.9) },
    ),
    chart(
      { id: 'trend-gates', title: 'Gate times, by run', unit: 'ms', note: 'of landed tasks, all commands' },
      { p50: gateTimeAt(0.5), p90: gateTimeAt(0.9) },
    ),
    chart(
      {
        id: 'trend-retries',
        title: 'Attempts after the first, by run',
        unit: '',
        note: 'all, and those of them that a conflict led to',
      },
      {
        all: ({ lines }) => lines.filter(({ cause }) => cause !== 'first').length,
        conflicts: ({ lines }) => lines.filter(({ cause }) => cause === 'conflict').length,
      },
    ),
    chart(
      { id: 'trend-tokens', title: 'Tokens, by run', unit: 'tokens', note: 'in and out' },
      { tokens: tokensOf },
    ),
    chart(
      { id: 'trend-cost', title: 'Cost, by run', unit: 'USD', note: 'as the agents told it' },
      { cost: costOf },
    ),
    chart(
      {
        id: 'trend-errors',
        title: 'Attempts that went wrong, by run',
        unit: '%',
        note: 'of all attempts',
      },
      { share: errorShare },
    ),
  ];
}

function runsOf(lines: readonly HistoryLine[]): readonly PastRun[] {
  const runs = new Map<string, HistoryLine[]>();
  for (const line of lines) {
    const known = runs.get(line.run);
    if (known === undefined) runs.set(line.run, [line]);
    else known.push(line);
  }
  return [...runs].map(([run, own]) => ({ run, lines: own })).slice(-maxRuns);
}

function anHour({ lines }: PastRun): number | null {
  const busy = busyMs(lines);
  return busy === 0
    ? null
    : (lines.filter(({ outcome }) => outcome === 'finished').length * 3_600_000) / busy;
}

/** In which at least one agent worked: a run may have lain still for a night. */
function busyMs(lines: readonly HistoryLine[]): number {
  const spans = lines.map(({ startedAt, durationMs }) => {
    const from = Date.parse(startedAt);
    return { from, to: from + durationMs };
  });
  let [busy, until] = [0, Number.NEGATIVE_INFINITY];
  for (const { from, to } of spans.sort((one, other) => one.from - other.from)) {
    busy += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return busy;
}

function durationAt(share: number): (run: PastRun) => number | null {
  return ({ lines }) =>
    quantile(
      lines.map(({ durationMs }) => durationMs),
      share,
    );
}

function responseAt(share: number): (run: PastRun) => number | null {
  return ({ lines }) => {
    const finished = byTask(lines).filter((own) => own.at(-1)?.outcome === 'finished');
    return quantile(finished.map(spanOf), share);
  };
}

/** From the first start to the last end. */
function spanOf(attempts: readonly HistoryLine[]): number {
  const starts = attempts.map(({ startedAt }) => Date.parse(startedAt));
  const ends = attempts.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs);
  return (quantile(ends, 1) ?? 0) - (quantile(starts, 0) ?? 0);
}

function gateTimeAt(share: number): (run: PastRun) => number | null {
  return ({ lines }) =>
    quantile(
      lines.flatMap(({ gateMs }) => (gateMs === undefined || gateMs === null ? [] : [gateMs])),
      share,
    );
}

function tokensOf({ lines }: PastRun): number {
  return sum(lines.map(({ tokens }) => tokens.input + tokens.output));
}

function costOf({ lines }: PastRun): number | null {
  const costs = lines.flatMap(({ costUsd }) => (costUsd === null ? [] : [costUsd]));
  return costs.length === 0 ? null : sum(costs);
}

function errorShare({ lines }: PastRun): number {
  const errors = lines.filter(({ outcome }) => wentWrong(outcome));
  return (errors.length / lines.length) * 100;
}
