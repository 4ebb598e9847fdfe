import type { RunStatus, TaskStateWord, TaskStatusRow, WorkerStatus } from '../shared/status.ts';
import { taskSign } from '../shared/taskSign.ts';
import { partsOfAttempt } from '../shared/taskRef.ts';
import { printable } from '../core/base/printable.ts';
import { elapsedMs, countText, durationText } from '../shared/dashboard/quantities.ts';
import { refOf } from '../core/engine/runPlan.ts';
import { clockOf } from '../core/projections/runFacts.ts';
import { taskLooks, type Look } from './taskLook.ts';
import { lineToType, shownName } from './taskNames.ts';

/** A task as tables show it; every text is one printable line. */
export interface TaskRow {
  /** Unique in the run. */
  readonly key: string;
  readonly state: TaskStateWord;
  readonly name: string;
  readonly title: string;
  readonly look: Look;
  /** The state's word, or a closer one. */
  readonly word: string;
  readonly agent: string;
  readonly elapsed: string;
  readonly tokens: string;
  /** What it does, what it waits for, or what happened. */
  readonly text: string;
  /** The one line to type, for a task that needs a person. */
  readonly hint: string | null;
  /** ISO 8601. */
  readonly endedAt: string | null;
}

/** The rows of all tasks at `now` (epoch ms), in the plan's order. */
export function taskRows(status: RunStatus, now: number): readonly TaskRow[] {
  const around = { several: status.plans.length > 1, now: clockOf(status, now) };
  const workers = new Map(status.workers.map((worker) => [partsOfAttempt(worker.attempt).ref, worker]));
  const held = new Set(status.queue.filter((entry) => entry.held).map(({ plan, id }) => refOf(plan, id)));
  return status.tasks.map((task) => {
    const ref = refOf(task.plan, task.id);
    return rowOf(task, workers.get(ref), { ...around, held: held.has(ref) });
  });
}

function rowOf(
  task: TaskStatusRow,
  worker: WorkerStatus | undefined,
  { several, held, now }: { readonly several: boolean; readonly held: boolean; readonly now: number },
): TaskRow {
  const { word, icon } = taskSign({ ...task, held, health: worker?.health ?? null });
  const name = shownName(task, several);
  const elapsed = elapsedMs(task.startedAt, task.endedAt, now);
  const tokens = task.tokens.input + task.tokens.output;
  return {
    key: `${task.plan}/${task.id}`,
    state: task.state,
    name,
    title: printable(task.title),
    look: taskLooks[icon],
    word,
    agent: printable(task.agent ?? ''),
    elapsed: elapsed === null ? '' : durationText(elapsed),
    tokens: tokens === 0 ? '' : countText(tokens),
    text: printable(textOf(task, worker)),
    hint: task.state === 'needs-you' ? lineToType(name, task.request?.kind ?? null, task.worktree) : null,
    endedAt: task.endedAt,
  };
}

function textOf(task: TaskStatusRow, worker: WorkerStatus | undefined): string {
  if (task.state === 'needs-you') return task.request?.message ?? task.why ?? '';
  if (task.state !== 'running' || worker === undefined || worker.doing === '') return task.why ?? '';
  return task.attempt > 1 ? `attempt ${task.attempt}: ${worker.doing}` : worker.doing;
}
