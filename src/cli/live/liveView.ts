import type { RunStatus, TaskStateWord, TaskStatusRow, WorkerStatus } from '../../shared/status.ts';
import { printable } from '../printable.ts';
import { elapsedMs, formatCount, formatDuration, formatUsd } from '../quantities.ts';
import { runColors, taskLooks, type Color, type Look } from '../taskLook.ts';
import { lineToType, shownName } from '../taskNames.ts';

/** All that the live table shows, as text; nothing in it is wider than one line. */
export interface LiveView {
  readonly run: string;
  readonly state: { readonly word: string; readonly color: Color };
  readonly landed: number;
  readonly total: number;
  /** Elapsed, what is left, tokens, money. */
  readonly facts: readonly string[];
  /** Why it stopped or halted. */
  readonly reason: string | null;
  readonly rows: readonly LiveRow[];
  /** What the rows leave out: `4 pending · 7 landed`; null when all is shown. */
  readonly rest: string | null;
}

export interface LiveRow {
  /** Unique in the run. */
  readonly key: string;
  readonly name: string;
  readonly title: string;
  readonly look: Look;
  readonly word: string;
  readonly agent: string;
  readonly elapsed: string;
  readonly tokens: string;
  /** What it does, what it waits for, or what happened. */
  readonly text: string;
  /** The one line to type, for a task that needs a person. */
  readonly hint: string | null;
}

/** The view at `now` (epoch ms) for a terminal with room for `lines` lines of rows. */
export function liveView(status: RunStatus, now: number, lines: number): LiveView {
  const several = status.plans.length > 1;
  const workers = new Map(status.workers.map((worker) => [taskOf(worker), worker]));
  const shown: LiveRow[] = [];
  const left = new Map<TaskStateWord, number>();
  let free = lines;
  for (const task of byInterest(status.tasks)) {
    const row = rowOf(task, workers.get(`${task.plan}/${task.id}`), { several, now });
    const height = row.hint === null ? 1 : 2;
    if (uninteresting.has(task.state) || height > free) {
      left.set(task.state, (left.get(task.state) ?? 0) + 1);
      continue;
    }
    free -= height;
    shown.push(row);
  }
  return {
    run: status.run,
    state: { word: status.state, color: runColors[status.state] },
    landed: sum(status.plans.map((plan) => plan.landed)),
    total: sum(status.plans.map((plan) => plan.total)),
    facts: factsOf(status, now),
    reason: status.reason === null ? null : printable(status.reason),
    rows: shown,
    rest: [...left].map(([state, count]) => `${count} ${state}`).join(' · ') || null,
  };
}

/** What wants attention first; tasks of one rank keep the plan's order, but the last to land come first. */
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

const uninteresting: ReadonlySet<TaskStateWord> = new Set(['pending', 'blocked', 'skipped', 'cancelled']);

function byInterest(tasks: readonly TaskStatusRow[]): readonly TaskStatusRow[] {
  return [...tasks].sort(
    (a, b) => ranks[a.state] - ranks[b.state] || (a.state === 'landed' ? newestFirst(a, b) : 0),
  );
}

function newestFirst(a: TaskStatusRow, b: TaskStatusRow): number {
  return (b.endedAt ?? '').localeCompare(a.endedAt ?? '');
}

function rowOf(
  task: TaskStatusRow,
  worker: WorkerStatus | undefined,
  { several, now }: { readonly several: boolean; readonly now: number },
): LiveRow {
  const stuck = task.state === 'running' && worker?.health === 'stuck';
  const elapsed = elapsedMs(task.startedAt, task.endedAt, now);
  const tokens = task.tokens.input + task.tokens.output;
  return {
    key: `${task.plan}/${task.id}`,
    name: shownName(task, several),
    title: printable(task.title),
    look: stuck ? { symbol: '!', color: 'yellow' } : taskLooks[task.state],
    word: stuck ? 'stuck' : wordOf(task),
    agent: printable(task.agent ?? ''),
    elapsed: elapsed === null ? '' : formatDuration(elapsed),
    tokens: tokens === 0 ? '' : formatCount(tokens),
    text: printable(textOf(task, worker)),
    hint: lineToType(task, several),
  };
}

function wordOf(task: TaskStatusRow): string {
  if (task.state === 'queued' && task.gate) return 'gate';
  return task.state === 'landed' && task.ungated ? 'ungated' : task.state;
}

function textOf(task: TaskStatusRow, worker: WorkerStatus | undefined): string {
  const again = task.attempt > 1 && task.endedAt === null ? `attempt ${task.attempt}: ` : '';
  if (task.state === 'needs-you') return task.request?.message ?? task.why ?? '';
  if (task.state === 'running' && worker !== undefined) return `${again}${worker.doing}`;
  return `${again}${task.why ?? ''}`.replace(/: $/, '');
}

function factsOf({ startedAt, updatedAt, state, totals }: RunStatus, now: number): readonly string[] {
  const live = state === 'running' || state === 'paused' || state === 'draining';
  const elapsed = elapsedMs(startedAt, live ? null : updatedAt, now);
  const left = live && totals.etaAt !== null ? Date.parse(totals.etaAt) - now : null;
  return [
    ...(elapsed === null ? [] : [formatDuration(elapsed)]),
    ...(left === null ? [] : [`about ${formatDuration(left)} left`]),
    ...(totals.tokens === 0 ? [] : [`${formatCount(totals.tokens)} tokens`]),
    ...(totals.costUsd === 0 ? [] : [formatUsd(totals.costUsd)]),
  ];
}

/** `auth/2.1` of the attempt `auth/2.1/1`. */
function taskOf({ attempt }: WorkerStatus): string {
  return attempt.slice(0, attempt.lastIndexOf('/'));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
