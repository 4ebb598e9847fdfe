import { printable } from '../../core/base/printable.ts';
import { elapsedMs, minutesText } from '../../shared/dashboard/quantities.ts';
import type { TaskView } from '../../shared/planView.ts';
import type { TaskWord } from '../../shared/taskSign.ts';
import type { RowLook, RowMark } from './rowLook.ts';
import { conflictIcon, stillIcon, taskIcons } from './stateLook.ts';
import { hasChanges, signOf, type TaskFacts } from './taskFacts.ts';
import { contextValue } from './treeRow.ts';

const maxBlockersNamed = 3;

export interface TaskSurroundings {
  /** Epoch ms. */
  readonly now: number;
  /** Rows of the window that would spin. */
  readonly spinning: number;
  readonly children: RowLook['children'];
}

/** The row of a task in the Plan view. */
export function taskLook(facts: TaskFacts, { now, spinning, children }: TaskSurroundings): RowLook {
  const { task } = facts;
  const { word, icon } = signOf(facts);
  const mark = markOf(task);
  const details = detailsOf(facts, word, now);
  return {
    label: mark === null ? taskLabel(task.id, task.title) : markedLabel(task, word),
    description: [word, ...details].join(' · '),
    icon: mark === 'conflict' ? conflictIcon : stillIcon(taskIcons[icon], spinning),
    context: taskContext(facts, word),
    spoken: [`${printable(task.id, 40)} ${printable(task.title, 200)}`, word, ...details].join(', '),
    children,
    mark,
  };
}

/** In a side bar of usual width this leaves room for the state's word; the whole title is in the tooltip. */
const maxLabelLength = 24;

/** `2.1 Login endpoint`, cut so that the word behind it can be seen. */
export function taskLabel(id: string, title: string): string {
  const name = printable(id, 40);
  return `${name} ${printable(title, Math.max(12, maxLabelLength - name.length - 1))}`;
}

/** As much text as is seen in a narrow side bar. */
const narrowLength = 24;
/** What a mark takes at the end of the row, in characters. */
const markLength = 3;

/** Of what a person must see: the word behind it can be read in a narrow side bar, too. */
function markedLabel({ id, title }: TaskView, word: TaskWord): string {
  const name = printable(id, 40);
  const room = narrowLength - name.length - word.length - markLength - 2;
  return `${name} ${printable(title, Math.max(6, room))}`;
}

/** What stands behind the word: the reason first, then who, how long, how often. */
function detailsOf({ task, worker, entry }: TaskFacts, word: TaskWord, now: number): readonly string[] {
  const { row } = task;
  const why = task.why === null ? [] : [printable(task.why, 100)];
  switch (word) {
    case 'pending':
    case 'blocked':
      return task.blockers.length === 0 ? why : [`waits for ${blockerNames(task)}`];
    case 'running':
    case 'stuck':
    case 'slow':
    case 'preparing':
      return [
        ...(row?.agent == null ? [] : [printable(row.agent, 30)]),
        ...spent(task, now),
        ...(row === null || row.attempt < 2 ? [] : [`attempt ${row.attempt}`]),
        ...(worker === null || worker.doing === '' ? [] : [printable(worker.doing, 60)]),
      ];
    case 'needs-you':
      return row?.request == null ? why : [row.request.kind, printable(row.request.message, 100)];
    case 'queued':
    case 'held':
    case 'landing':
      return [...(entry === null ? [] : [`#${entry.place}`]), ...(row?.gate === true ? why : [])];
    case 'landed':
    case 'ungated':
      // The word behind the id has said that it landed.
      return [...spent(task, now), ...why.map((text) => text.replace(/^landed /, ''))];
    case 'ready':
    case 'waiting':
    case 'failed':
    case 'skipped':
    case 'cancelled':
      return why;
  }
}

function blockerNames({ blockers }: TaskView): string {
  const named = blockers.slice(0, maxBlockersNamed).map(({ id }) => printable(id, 40));
  const more = blockers.length - named.length;
  return more > 0 ? `${named.join(', ')} +${more}` : named.join(', ');
}

function spent({ row }: TaskView, now: number): readonly string[] {
  const elapsed = row === null ? null : elapsedMs(row.startedAt, row.endedAt, now);
  return elapsed === null ? [] : [minutesText(elapsed)];
}

function taskContext({ task, entry }: TaskFacts, word: TaskWord): string {
  const { row, kind, state } = task;
  return contextValue(
    'task',
    state,
    kind !== 'task' && kind,
    word === 'stuck' && 'stuck',
    row?.gate === true && 'gate',
    entry?.held === true && 'held',
    row !== null && 'hasRun',
    row?.branch != null && row.attempt > 0 && 'hasBranch',
    row?.worktree != null && 'hasWorktree',
    row !== null && row.attempts.length > 0 && 'hasAttempts',
    hasChanges(task) && 'hasChanges',
    state === 'needs-you' && (row?.request?.kind ?? false),
  );
}

function markOf({ state, row }: TaskView): RowMark | null {
  if (state === 'failed') return 'failed';
  if (state !== 'needs-you') return null;
  return row?.request?.kind === 'conflict' ? 'conflict' : 'needs-you';
}
