import { plural } from '../../shared/dashboard/quantities.ts';
import type { TaskView } from '../../shared/planView.ts';
import type { TaskStateWord } from '../../shared/status.ts';
import type { TaskSign, TaskWord } from '../../shared/taskSign.ts';
import { stillIcon, taskIcons } from '../views/stateLook.ts';
import { hasChanges, signOf, type TaskFacts } from '../views/taskFacts.ts';
import { withIcon } from './lensTitle.ts';

/** What a click on a lens does. */
export type LensAction =
  'run' | 'retry' | 'why' | 'answer' | 'showBlockers' | 'showChanges' | 'showAttempts' | 'openTerminal';

export interface LensText {
  readonly title: string;
  readonly tooltip: string;
  /** Null: it only says something. */
  readonly action: LensAction | null;
}

const canStart: ReadonlySet<TaskStateWord> = new Set(['pending', 'ready', 'waiting']);
const maxLenses = 3;
const maxBlockersNamed = 3;

/** What stands above a task (`isPlayed`: its run goes on): how it is, what it waits for or what can be done about it, and its work. */
export function taskLenses(facts: TaskFacts, isPlayed: boolean): readonly LensText[] {
  const { task } = facts;
  const lenses = [...stateLenses(facts, isPlayed), ...blockerLenses(task), ...workLenses(task)];
  return lenses.slice(0, maxLenses);
}

function stateLenses(facts: TaskFacts, isPlayed: boolean): readonly LensText[] {
  const { task } = facts;
  const sign = signOf(facts);
  if (task.row === null) {
    const isOver = task.state === 'landed' || task.state === 'skipped';
    return isOver ? [said(sign, task)] : [run];
  }
  // Nobody will start it by itself when the run is over.
  if (!isPlayed && canStart.has(task.state)) return [run];
  const state = said(sign, task);
  if (task.state === 'failed') return [state, retry];
  return [state];
}

const run: LensText = {
  title: withIcon('play', 'Run'),
  tooltip: 'Run this task, and first what it waits for',
  action: 'run',
};
const retry: LensText = {
  title: withIcon('debug-restart', 'Retry'),
  tooltip: 'Try it once more',
  action: 'retry',
};

function said({ word, icon }: TaskSign, task: TaskView): LensText {
  const [tooltip, action] = answers[word];
  // A lens is drawn anew at every change; what turns there would start over each time.
  const title = withIcon(stillIcon(taskIcons[icon], Infinity).id, word);
  return task.row === null || (action === 'showChanges' && !hasChanges(task))
    ? { title, tooltip: task.why ?? task.title, action: null }
    : { title, tooltip: task.why ?? tooltip, action };
}

const answers: Readonly<Record<TaskWord, readonly [tooltip: string, action: LensAction | null]>> = {
  pending: ['Show why it waits', 'why'],
  ready: ['Show why it waits', 'why'],
  waiting: ['Show why it waits', 'why'],
  blocked: ['Show why it waits', 'why'],
  queued: ['Show what is before it in the merge queue', 'why'],
  held: ['Show why it waits', 'why'],
  landing: ['Show its changes', 'showChanges'],
  'needs-you': ['Answer it', 'answer'],
  preparing: ['Show why it waits', 'why'],
  running: ['Show its terminal', 'openTerminal'],
  stuck: ['Show its terminal', 'openTerminal'],
  slow: ['Show its terminal', 'openTerminal'],
  landed: ['Show its changes', 'showChanges'],
  ungated: ['Landed without a gate; show its changes', 'showChanges'],
  failed: ['Show why it failed', 'why'],
  skipped: ['Skipped', null],
  cancelled: ['Cancelled', null],
};

function blockerLenses({ blockers, row }: TaskView): readonly LensText[] {
  if (blockers.length === 0) return [];
  // Without a run all of them are open, which goes without saying.
  const named = blockers
    .slice(0, maxBlockersNamed)
    .map(({ id, state }) => (row === null ? id : `${id} (${state})`));
  const more = blockers.length > maxBlockersNamed ? ` +${String(blockers.length - maxBlockersNamed)}` : '';
  return [
    { title: `Waits for ${named.join(', ')}${more}`, tooltip: 'Look at them here', action: 'showBlockers' },
  ];
}

function workLenses(task: TaskView): readonly LensText[] {
  const { row } = task;
  if (row === null || !hasChanges(task)) return [];
  const attempts: LensText = {
    title: plural(row.attempt, 'attempt'),
    tooltip: 'Compare its attempts',
    action: 'showAttempts',
  };
  const diff: LensText = {
    title: withIcon('diff-multiple', 'Diff'),
    tooltip: 'Show its changes',
    action: 'showChanges',
  };
  const hasWork =
    row.filesChanged > 0 || row.landedAs !== null || row.attempts.some(({ commit }) => commit !== null);
  return [...(row.attempt > 1 ? [attempts] : []), ...(hasWork ? [diff] : [])];
}
