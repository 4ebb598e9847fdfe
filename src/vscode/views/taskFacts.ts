import type { TaskView } from '../../shared/planView.ts';
import type { QueueEntryStatus, RunStatus, WorkerStatus } from '../../shared/status.ts';
import { partsOfAttempt } from '../../shared/taskRef.ts';
import { taskSign, type TaskSign } from '../../shared/taskSign.ts';

/** A task with what its run says beside its row. */
export interface TaskFacts {
  readonly task: TaskView;
  readonly worker: WorkerStatus | null;
  readonly entry: QueueEntryStatus | null;
}

/** Its word and its icon. */
export function signOf({ task, worker, entry }: TaskFacts): TaskSign {
  const { state, row } = task;
  return taskSign({
    state,
    gate: row?.gate ?? false,
    ungated: row?.ungated ?? false,
    held: entry?.held ?? false,
    health: worker?.health ?? null,
  });
}

/** What the run says of a task of a plan. */
export function factsOf(task: TaskView, status: RunStatus | null): TaskFacts {
  const { workers, entries } = indexOf(status);
  const ref = runRef(task);
  return { task, worker: workers.get(ref) ?? null, entry: entries.get(ref) ?? null };
}

/** Whether there is something that Show Changes can show of it. */
export function hasChanges({ row }: TaskView): boolean {
  return row !== null && (row.attempts.length > 0 || row.landedAs !== null);
}

/** Workers and queue entries of a status, by the ref of their task. */
interface StatusIndex {
  readonly workers: ReadonlyMap<string, WorkerStatus>;
  readonly entries: ReadonlyMap<string, QueueEntryStatus>;
}

const indices = new WeakMap<RunStatus, StatusIndex>();
const nothing: StatusIndex = { workers: new Map(), entries: new Map() };

function indexOf(status: RunStatus | null): StatusIndex {
  if (status === null) return nothing;
  const known = indices.get(status);
  if (known !== undefined) return known;
  const index = {
    workers: new Map(status.workers.map((worker) => [partsOfAttempt(worker.attempt).ref, worker])),
    entries: new Map(status.queue.map((entry) => [`${entry.plan}/${entry.id}`, entry])),
  };
  indices.set(status, index);
  return index;
}

/** How the run calls a task: `plan/id`. */
function runRef({ ref, row }: TaskView): string {
  return row === null ? ref : `${row.plan}/${row.id}`;
}
