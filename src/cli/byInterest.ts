import type { TaskStateWord } from '../shared/status.ts';

/** What wants attention first. */
const ranks: Readonly<Record<TaskStateWord, number>> = {
  'needs-you': 0,
  failed: 1,
  running: 2,
  preparing: 2,
  queued: 2,
  landing: 2,
  waiting: 3,
  ready: 4,
  landed: 5,
  cancelled: 6,
  skipped: 6,
  blocked: 7,
  pending: 8,
};

/** Tasks of one rank keep the plan's order, but of the landed the last one is first; `endedAt` in epoch ms. */
export function byInterest<Row extends { readonly state: TaskStateWord }>(
  rows: readonly Row[],
  endedAt: (row: Row) => number | null,
): readonly Row[] {
  return [...rows].sort(
    (a, b) =>
      ranks[a.state] - ranks[b.state] || (a.state === 'landed' ? (endedAt(b) ?? 0) - (endedAt(a) ?? 0) : 0),
  );
}
