import type { MetricFacts } from './metricFacts.ts';

/** Pairs of tasks that were predicted to conflict, conflicts that came, and how many of these were predicted. */
export function conflictCounts({ samples, structure }: Pick<MetricFacts, 'samples' | 'structure'>): {
  readonly predicted: number;
  readonly actual: number;
  readonly foreseen: number;
} {
  const pairs = new Set(structure.overlaps.map(({ tasks }) => pairOf(...tasks)));
  const foreseen = samples.conflicts.filter(({ task, against }) =>
    against.some((other) => pairs.has(pairOf(task, other))),
  );
  return { predicted: pairs.size, actual: samples.conflicts.length, foreseen: foreseen.length };
}

function pairOf(one: string, other: string): string {
  return one < other ? `${one}\n${other}` : `${other}\n${one}`;
}
