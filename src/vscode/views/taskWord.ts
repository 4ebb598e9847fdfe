import type { TaskView } from '../../shared/planView.ts';
import type { QueueEntryStatus, RunStatus, WorkerStatus } from '../../shared/status.ts';
import { partsOfAttempt } from '../../shared/taskRef.ts';
import type { TaskWord } from './stateLook.ts';

/** A task with what its run says beside its row. */
export interface TaskFacts {
  readonly task: TaskView;
  readonly worker: WorkerStatus | null;
  readonly entry: QueueEntryStatus | null;
}

/** The state, or the closer word that the run knows. */
export function taskWord({ task, worker, entry }: TaskFacts): TaskWord {
  switch (task.state) {
    case 'running':
      return worker?.health === 'stuck' ? 'stuck' : task.row?.gate === true ? 'gate' : 'running';
    case 'queued':
      if (entry?.held === true) return 'held';
      return task.row?.gate === true ? 'gate' : 'queued';
    case 'landed':
      return task.row?.ungated === true ? 'ungated' : 'landed';
    default:
      return task.state;
  }
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
