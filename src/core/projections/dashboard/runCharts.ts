import type { ChartView } from '../../../shared/dashboard/view.ts';
import { bars, noChart, percentileBars, rounded, steps } from './chartParts.ts';
import { runTimes } from '../runTimes.ts';
import { conflictCounts } from './conflictCounts.ts';
import { waitsOf, type MetricFacts } from './metricFacts.ts';
import { StepSeries } from './stepSeries.ts';

const maxLimits = 6;

/** The charts of one run. */
export function runCharts(facts: MetricFacts): readonly ChartView[] {
  return [
    landed(facts),
    throughput(facts),
    responses(facts),
    attempts(facts),
    waits(facts),
    utilization(facts),
    speedUp(facts),
    tokens(facts),
    cost(facts),
    context(facts),
    counts({ id: 'retries', title: 'Attempts after the first, by cause' }, facts.samples.retries),
    counts(
      { id: 'errors', title: 'Errors by kind', note: 'attempts that went wrong, failed gates and conflicts' },
      facts.samples.errors,
    ),
    gates(facts),
    conflicts(facts),
    windows(facts),
  ];
}

function landed({ samples, status, until }: MetricFacts): ChartView {
  const total = status.plans.reduce((all, plan) => all + plan.total, 0);
  const series = [{ label: 'landed', points: samples.landed.points() }];
  const chart = steps({ id: 'landed', title: 'Landed tasks', unit: '' }, series, until);
  return { ...chart, marks: [{ value: total, label: 'all' }] };
}

/** Buckets of a round length, at most 24 of them. */
function throughput({ samples, state, until }: MetricFacts): ChartView {
  const head = { id: 'throughput', title: 'Tasks an hour', unit: '' } as const;
  const elapsed = until - state.startedAt;
  const points = samples.finished.points();
  if (points.length < 2 || elapsed <= 0) return noChart(head, 'nothing has landed yet');
  const width = bucketMs.find((ms) => elapsed / ms <= 24) ?? Math.ceil(elapsed / 24);
  const buckets = Array.from({ length: Math.ceil(elapsed / width) }, () => 0);
  let before = 0;
  for (const { at, value } of points) {
    const bucket = Math.min(buckets.length - 1, Math.floor((at - state.startedAt) / width));
    buckets[bucket] = (buckets[bucket] ?? 0) + value - before;
    before = value;
  }
  return {
    ...head,
    kind: 'line',
    x: { kind: 'time', at: buckets.map((_, index) => state.startedAt + index * width) },
    series: [{ label: 'an hour', values: buckets.map((count) => rounded((count * 3_600_000) / width)) }],
    marks: [],
    note: `landed in each ${String(width / 60_000)} min, as tasks an hour`,
  };
}

const bucketMs = [1, 2, 5, 10, 20, 30, 60, 120, 240, 720, 1_440].map((minutes) => minutes * 60_000);

function responses({ samples }: MetricFacts): ChartView {
  const values = samples.responses.map(({ name, durationMs }) => ({ name, value: durationMs }));
  const note = 'from the first start of a task to its landing; in brackets how many';
  const head = { id: 'responses', title: 'Task times by agent', unit: 'ms', note } as const;
  return percentileBars(head, values, 'nothing has landed yet');
}

function attempts({ samples }: MetricFacts): ChartView {
  const values = samples.attempts.map(({ agent, durationMs }) => ({ name: agent, value: durationMs }));
  const note = 'from the start of an attempt to the end of its agent; in brackets how many';
  const head = { id: 'attempts', title: 'Attempt times by agent', unit: 'ms', note } as const;
  return percentileBars(head, values, 'no attempt has ended yet');
}

function waits(facts: MetricFacts): ChartView {
  const head = { id: 'waits', title: 'Waiting by binding limit', unit: 'ms' } as const;
  const waits = [...waitsOf(facts)].slice(0, 12);
  if (waits.length === 0) return noChart(head, 'nothing waited for a place');
  return bars(
    { ...head, note: 'sum over the tasks; of several full limits the widest counts' },
    waits.map(([name]) => name),
    [{ label: 'waited', values: waits.map(([, ms]) => ms) }],
  );
}

function utilization({ samples, until }: MetricFacts): ChartView {
  const head = { id: 'utilization', title: 'Places in use', unit: '%' } as const;
  const limits = [...samples.places].filter(([, { used }]) => used.points().length > 1).slice(0, maxLimits);
  if (limits.length === 0) return noChart(head, 'nothing has started yet');
  const series = limits.map(([label, { used, max }]) => ({
    label,
    points: used.points().map(({ at, value }) => ({ at, value: rounded((value / max) * 100) ?? 0 })),
  }));
  const marks = [70, 80].map((value) => ({ value, label: `${String(value)} %` }));
  return { ...steps({ ...head, note: 'of each limit' }, series, until), marks };
}

function speedUp(facts: MetricFacts): ChartView {
  const head = { id: 'speedup', title: 'Speed-up', unit: 'ms' } as const;
  const { sequentialMs, chainMs, elapsedMs } = runTimes(facts.state, facts.until);
  if (sequentialMs === 0) return noChart(head, 'nothing has started yet');
  const names = ['one after the other', 'this run', 'longest chain'];
  const note = 'what agents have worked so far; no number of agents is faster than the longest chain';
  return bars({ ...head, note }, names, [{ label: 'time', values: [sequentialMs, elapsedMs, chainMs] }]);
}

function tokens({ samples, status, until }: MetricFacts): ChartView {
  const points = withLast(samples.tokens, until, status.totals.tokens);
  return steps({ id: 'tokens', title: 'Tokens', unit: 'tokens' }, [{ label: 'in and out', points }], until);
}

function cost({ samples, status, until }: MetricFacts): ChartView {
  const head = { id: 'cost', title: 'Cost', unit: 'USD' } as const;
  if (status.totals.costUsd === 0) return noChart(head, 'no agent told its cost');
  const points = withLast(samples.cost, until, status.totals.costUsd);
  return steps(head, [{ label: 'cost', points }], until);
}

/** Agents at work have used more than the journal knows of. */
function withLast(series: StepSeries, until: number, value: number): ReturnType<StepSeries['points']> {
  const points = series.points();
  if (points.at(-1)?.value === value) return points;
  return [...points.filter(({ at }) => at < until), { at: until, value }];
}

function context({ samples, status }: MetricFacts): ChartView {
  const agents = new Map(status.tasks.map(({ plan, id, agent }) => [`${plan}/${id}`, agent ?? '']));
  const live = status.workers.map(({ attempt, contextUsed }) => ({
    agent: agents.get(attempt.replace(/\/\d+$/, '')) ?? '',
    contextUsed,
  }));
  const values = [...samples.attempts, ...live].flatMap(({ agent, contextUsed }) =>
    contextUsed === null ? [] : [{ name: agent, value: contextUsed * 100 }],
  );
  const head = { id: 'context', title: 'Context in use by agent', unit: '%' } as const;
  return percentileBars(
    { ...head, note: 'now, or when the attempt ended; in brackets how many' },
    values,
    'no agent told it',
  );
}

function counts(
  head: Pick<ChartView, 'id' | 'title'> & { readonly note?: string },
  found: ReadonlyMap<string, number>,
): ChartView {
  if (found.size === 0) return noChart({ ...head, unit: '' }, 'there was none');
  const sorted = [...found].sort(([, one], [, other]) => other - one);
  const series = [{ label: 'count', values: sorted.map(([, count]) => count) }];
  return bars(
    { ...head, unit: '' },
    sorted.map(([name]) => name),
    series,
  );
}

function gates({ samples }: MetricFacts): ChartView {
  const values = samples.gates.map(({ name, durationMs }) => ({ name, value: durationMs }));
  const head = { id: 'gates', title: 'Gate times by command', unit: 'ms' } as const;
  return percentileBars(head, values, 'no gate has run');
}

function conflicts(facts: MetricFacts): ChartView {
  const head = { id: 'conflicts', title: 'Conflicts', unit: '' } as const;
  const { predicted, actual, foreseen } = conflictCounts(facts);
  if (predicted + actual === 0) return noChart(head, 'none was predicted, and none came');
  const names = ['predicted pairs', 'came', 'of them predicted'];
  return bars(head, names, [{ label: 'count', values: [predicted, actual, foreseen] }]);
}

function windows({ samples, state, until }: MetricFacts): ChartView {
  const head = { id: 'windows', title: 'Rate limits', unit: '' } as const;
  const providers = [...new Set(samples.windows.map(({ provider }) => provider))];
  if (providers.length === 0) return noChart(head, 'no provider has turned anything down');
  const series = providers.map((label) => {
    const closed = new StepSeries();
    closed.add(state.startedAt, 0);
    for (const { provider, from, to } of samples.windows) {
      if (provider !== label) continue;
      closed.add(from, 1);
      if (to !== null) closed.add(to, 0);
    }
    return { label, points: closed.points() };
  });
  return steps({ ...head, note: '1 while a provider is closed' }, series, until);
}
