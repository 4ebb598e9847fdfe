import type { Figure } from '../../../shared/dashboard/view.ts';
import { bytesText, countText, durationText, usdText, plural } from '../../../shared/dashboard/quantities.ts';
import { quantile, sum } from '../../base/quantiles.ts';
import { elapsedMs, runTimes } from '../runTimes.ts';
import { conflictCounts } from './conflictCounts.ts';
import { waitsOf, type MetricFacts } from './metricFacts.ts';

/** One number each; those that equal the status and the report come from the same totals. */
export function figuresOf(facts: MetricFacts): readonly Figure[] {
  const { status } = facts;
  const { tokens, costUsd } = status.totals;
  return [
    throughput(facts),
    response(facts),
    wait(facts),
    utilization(facts),
    speedUp(facts),
    figure('tokens', 'Tokens', countText(tokens), `${String(tokens)} in and out`),
    figure(
      'cost',
      'Cost',
      costUsd === 0 ? null : usdText(costUsd),
      costUsd === 0 ? 'no agent told its cost' : null,
    ),
    context(facts),
    retries(facts),
    errors(facts),
    gates(facts),
    conflicts(facts),
    windows(facts),
    machine(facts),
  ];
}

function figure(
  id: string,
  label: string,
  ...[value, note = null]: readonly [string | null, (string | null)?]
): Figure {
  return { id, label, value, note: value === null ? `no data: ${note ?? 'nothing was told'}` : note };
}

function throughput({ samples, state, until }: MetricFacts): Figure {
  const landed = samples.finished.points().at(-1)?.value ?? 0;
  const hours = elapsedMs(state, until) / 3_600_000;
  if (landed === 0 || hours <= 0) return figure('throughput', 'Throughput', null, 'nothing has landed yet');
  return figure(
    'throughput',
    'Throughput',
    `${(landed / hours).toFixed(1)} tasks an hour`,
    `${plural(landed, 'task')} landed in this run`,
  );
}

function response({ samples }: MetricFacts): Figure {
  const times = samples.responses.map(({ durationMs }) => durationMs);
  const [p50, p90] = [quantile(times, 0.5), quantile(times, 0.9)];
  if (p50 === null || p90 === null) return figure('response', 'Task time', null, 'nothing has landed yet');
  return figure(
    'response',
    'Task time',
    `${durationText(p50)} (p50), ${durationText(p90)} (p90)`,
    'from the first start to the landing',
  );
}

function wait(facts: MetricFacts): Figure {
  const waits = waitsOf(facts);
  const first = [...waits][0];
  if (first === undefined) return figure('wait', 'Waiting', durationText(0), 'nothing waited for a place');
  return figure(
    'wait',
    'Waiting',
    durationText(sum([...waits.values()])),
    `most of it for ${first[0]} (${durationText(first[1])})`,
  );
}

function utilization({ samples, state, until }: MetricFacts): Figure {
  const run = samples.places.get('run');
  const mean = run?.used.mean(state.startedAt, until) ?? null;
  if (run === undefined || mean === null)
    return figure('utilization', 'Slots in use', null, 'nothing has started yet');
  // While it lay still no slot was in use.
  const atWork = (until - state.startedAt) / Math.max(1, elapsedMs(state, until));
  return figure(
    'utilization',
    'Slots in use',
    percent((mean * atWork) / run.max),
    `on average, of ${String(run.max)}`,
  );
}

function speedUp(facts: MetricFacts): Figure {
  const { sequentialMs, chainMs, elapsedMs } = runTimes(facts.state, facts.until);
  if (sequentialMs === 0 || elapsedMs <= 0)
    return figure('speedup', 'Speed-up', null, 'nothing has started yet');
  const bound = chainMs === 0 ? '' : `; the longest chain allows ${times(sequentialMs / chainMs)}`;
  return figure(
    'speedup',
    'Speed-up',
    times(sequentialMs / elapsedMs),
    `against one task after the other${bound}`,
  );
}

function context({ status, samples }: MetricFacts): Figure {
  const live = status.workers.flatMap(({ contextUsed }) => (contextUsed === null ? [] : [contextUsed]));
  const ended = samples.attempts.flatMap(({ contextUsed }) => (contextUsed === null ? [] : [contextUsed]));
  const most = quantile([...live, ...ended], 1);
  return figure(
    'context',
    'Fullest context',
    most === null ? null : percent(most),
    most === null ? 'no agent told it' : null,
  );
}

function retries({ samples }: MetricFacts): Figure {
  const causes = [...samples.retries].sort(([, one], [, other]) => other - one);
  const note = causes.map(([cause, count]) => `${cause} ${String(count)}`).join(', ');
  return figure(
    'retries',
    'Attempts after the first',
    String(sum(causes.map(([, count]) => count))),
    note || null,
  );
}

function errors({ samples }: MetricFacts): Figure {
  if (samples.ended === 0) return figure('errors', 'Error rate', null, 'no attempt has ended yet');
  const { wrong, ended } = samples;
  return figure(
    'errors',
    'Error rate',
    percent(wrong / ended),
    `${String(wrong)} of ${plural(ended, 'attempt')} went wrong; failed gates and conflicts are told apart`,
  );
}

function gates({ samples }: MetricFacts): Figure {
  const times = samples.gates.map(({ durationMs }) => durationMs);
  const p50 = quantile(times, 0.5);
  if (p50 === null) return figure('gate', 'Gate time', null, 'no gate has run');
  return figure(
    'gate',
    'Gate time',
    `${durationText(p50)} (p50)`,
    `${durationText(sum(times))} in all, ${plural(times.length, 'command')}`,
  );
}

function conflicts(facts: MetricFacts): Figure {
  const { predicted, actual, foreseen } = conflictCounts(facts);
  return figure(
    'conflicts',
    'Conflicts',
    `${String(actual)} came, ${plural(predicted, 'pair')} predicted`,
    actual === 0 ? null : `${String(foreseen)} of those that came were between such pairs`,
  );
}

function windows({ samples, until }: MetricFacts): Figure {
  const ms = sum(samples.windows.map(({ from, to }) => (to ?? until) - from));
  return figure(
    'windows',
    'Rate limits',
    plural(samples.windows.length, 'window'),
    ms === 0 ? null : `closed for ${durationText(ms)} in all`,
  );
}

function machine({ resources }: MetricFacts): Figure {
  const last = resources.at(-1);
  if (last === undefined) return figure('machine', 'Machine', null, 'nothing has looked at the machine yet');
  return figure(
    'machine',
    'Machine',
    `${percent(last.cpu)} of the processors, ${bytesText(last.memoryMb * 1e6)}`,
    `${bytesText(last.freeDiskMb * 1e6)} of disk free`,
  );
}

function percent(share: number): string {
  return `${String(Math.round(share * 100))} %`;
}

function times(factor: number): string {
  return `${factor.toFixed(1)} times`;
}
