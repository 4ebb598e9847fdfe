import type { RunStateWord, RunStatus, TaskStateWord } from '../../shared/status.ts';
import { printable } from '../../core/base/printable.ts';
import { countLanded, runFacts } from '../../core/projections/runFacts.ts';
import { byInterest } from '../byInterest.ts';
import { taskRows, type TaskRow } from '../taskRow.ts';

/** All that the live table shows, as text. */
export interface LiveView {
  readonly state: RunStateWord;
  readonly landed: number;
  readonly total: number;
  readonly facts: readonly string[];
  /** Why it stopped or halted. */
  readonly reason: string | null;
  readonly rows: readonly TaskRow[];
  /** What the rows leave out: `4 pending · 7 landed`; null when all is shown. */
  readonly rest: string | null;
}

/** The view at `now` (epoch ms) for a terminal with room for `lines` lines of rows. */
export function liveView(status: RunStatus, now: number, lines: number): LiveView {
  const shown: TaskRow[] = [];
  const left = new Map<TaskStateWord, number>();
  let free = lines;
  for (const row of byInterest(taskRows(status, now), endedAtMs)) {
    const height = row.hint === null ? 1 : 2;
    if (countedOnly.has(row.state) || height > free) {
      left.set(row.state, (left.get(row.state) ?? 0) + 1);
      continue;
    }
    free -= height;
    shown.push(row);
  }
  return {
    state: status.state,
    ...countLanded(status),
    facts: runFacts(status, now),
    reason: status.reason === null ? null : printable(status.reason),
    rows: shown,
    rest: left.size === 0 ? null : [...left].map(([state, count]) => `${count} ${state}`).join(' · '),
  };
}

const countedOnly: ReadonlySet<TaskStateWord> = new Set(['pending', 'blocked', 'skipped', 'cancelled']);

function endedAtMs({ endedAt }: TaskRow): number | null {
  return endedAt === null ? null : Date.parse(endedAt);
}
