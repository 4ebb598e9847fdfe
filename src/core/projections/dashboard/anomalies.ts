import { durationText, usdText } from '../../../shared/dashboard/quantities.ts';
import { median } from '../../base/quantiles.ts';
import { idOf } from '../../engine/nodes.ts';
import type { MetricFacts } from './metricFacts.ts';

const minValues = 8;
const maxShown = 10;

interface Measured {
  /** What it is compared with: attempts of an agent, runs of a command. */
  readonly group: string;
  readonly value: number;
  /** Of this run, and when; null: of an earlier one. */
  readonly own: { readonly at: number; readonly name: string } | null;
}

/**
 * What is far above the usual: more than median + 3.5 × 1.4826 × MAD (Iglewicz and Hoaglin's modified z-score of 3.5) of
 * at least 8 values of its kind, in this run and earlier ones. Newest first, at most 10.
 */
export function anomaliesOf({ samples, past }: Pick<MetricFacts, 'samples' | 'past'>): readonly string[] {
  const times: readonly Measured[] = [
    ...past.map(({ agent, durationMs }) => ({ group: agent, value: durationMs, own: null })),
    ...samples.attempts.map(({ agent, durationMs, at, ref, attempt }) => ({
      group: agent,
      value: durationMs,
      own: { at, name: `attempt ${String(attempt)} of ${idOf(ref)}` },
    })),
  ];
  const costs: readonly Measured[] = [
    ...past.map(({ agent, costUsd }) => ({ group: agent, value: costUsd ?? 0, own: null })),
    ...samples.attempts.map(({ agent, costUsd, at, ref, attempt }) => ({
      group: agent,
      value: costUsd ?? 0,
      own: { at, name: `attempt ${String(attempt)} of ${idOf(ref)}` },
    })),
  ].filter(({ value }) => value > 0);
  const gates: readonly Measured[] = samples.gates.map(({ name, durationMs, at, ref }) => ({
    group: name,
    value: durationMs,
    own: { at, name: `the gate of ${idOf(ref)}` },
  }));
  return [
    ...outliers(times, { verb: 'took', usual: 'attempts of', show: durationText }),
    ...outliers(costs, { verb: 'cost', usual: 'attempts of', show: usdText }),
    ...outliers(gates, { verb: 'took', usual: 'runs of', show: durationText }),
  ]
    .sort((one, other) => other.at - one.at)
    .slice(0, maxShown)
    .map(({ text }) => text);
}

function outliers(
  values: readonly Measured[],
  words: {
    readonly verb: string;
    readonly usual: string;
    readonly show: (value: number) => string;
  },
): readonly { readonly at: number; readonly text: string }[] {
  const groups = new Map<string, Measured[]>();
  for (const one of values) {
    const known = groups.get(one.group);
    if (known === undefined) groups.set(one.group, [one]);
    else known.push(one);
  }
  return [...groups].flatMap(([group, own]) => {
    const middle = median(own.map(({ value }) => value));
    if (own.length < minValues || middle === null) return [];
    const spread = median(own.map(({ value }) => Math.abs(value - middle))) ?? 0;
    if (spread === 0) return [];
    const bound = middle + 3.5 * 1.4826 * spread;
    return own.flatMap(({ own: mine, value }) => {
      if (mine === null || value <= bound) return [];
      const { verb, usual, show } = words;
      const text = `${mine.name} ${verb} ${show(value)}; the median of ${String(own.length)} ${usual} ${group} is ${show(middle)}`;
      return [{ at: mine.at, text }];
    });
  });
}
