import type { DashboardView } from '../../shared/dashboard/view.ts';
import type { QueueEntryStatus, WorkerStatus } from '../../shared/status.ts';
import type { Activity, ActivityKind } from '../../shared/activity.ts';
import { partsOfAttempt } from '../../shared/taskRef.ts';
import { printable } from '../../core/base/printable.ts';
import { durationText, timeOfDayText } from '../../shared/dashboard/quantities.ts';
import type { Color } from '../taskLook.ts';
import type { Line } from './cell.ts';
import { taskLines } from './taskLines.ts';
import { taskName } from './taskName.ts';
import type { PaneName } from './watchUi.ts';

interface Room {
  readonly width: number;
  readonly now: number;
}

/** The lines of those items of a pane that have these keys, for so many cells. */
export function paneLines(
  view: DashboardView,
  pane: Exclude<PaneName, 'trends'>,
  { keys, ...room }: Room & { readonly keys: readonly string[] },
): readonly Line[] {
  const shown = new Set(keys);
  switch (pane) {
    case 'tasks':
      return taskLines(view, keys, room);
    case 'workers': {
      const workers = view.workers.filter(({ attempt }) => shown.has(attempt));
      const widths = workerWidths(workers, view);
      return workers.map((worker) => workerLine(worker, view, { ...room, ...widths }));
    }
    case 'queue':
      return view.queue
        .filter(({ plan, id }) => shown.has(`${plan}/${id}`))
        .map((entry) => queueLine(entry, view, room));
    case 'activity':
      return view.activity
        .filter(({ seq }) => shown.has(String(seq)))
        .map((activity) => activityLine(activity, room.width));
  }
}

const healthColors: Readonly<Record<WorkerStatus['health'], Color | null>> = {
  healthy: 'green',
  slow: 'yellow',
  stuck: 'yellow',
};

const nameWidth = 12;

/** Of the columns of names and agents: as wide as these need, within bounds. */
function workerWidths(
  workers: readonly WorkerStatus[],
  view: DashboardView,
): { readonly names: number; readonly agents: number } {
  const refs = workers.map(({ attempt }) => partsOfAttempt(attempt).ref);
  const longest = (texts: readonly string[], most: number) =>
    Math.min(most, Math.max(0, ...texts.map((text) => text.length)) + 2);
  return {
    names: longest(
      refs.map((ref) => taskName(ref, view)),
      nameWidth,
    ),
    agents: longest(
      refs.map((ref) => agentOf(ref, view)),
      12,
    ),
  };
}

function agentOf(ref: string, { tasks }: DashboardView): string {
  return printable(tasks.find((task) => task.ref === ref)?.agent ?? '');
}

function workerLine(
  worker: WorkerStatus,
  view: DashboardView,
  { width, now, names, agents }: Room & { readonly names: number; readonly agents: number },
): Line {
  const { attempt, health, doing, lastSignAt, contextUsed } = worker;
  const { ref } = partsOfAttempt(attempt);
  const until = view.header.endedAt ?? now;
  const signWidth = width >= 50 ? 11 : 0;
  const contextWidth = width >= 60 ? 9 : 0;
  const sign = lastSignAt === null ? 'no sign' : `${durationText(until - Date.parse(lastSignAt))} ago`;
  const healthWidth = 9;
  const rest = width - names - agents - healthWidth - signWidth - contextWidth;
  return {
    key: attempt,
    chosen: false,
    cells: [
      { text: taskName(ref, view), width: names },
      { text: agentOf(ref, view), width: agents },
      { text: health, width: healthWidth, color: healthColors[health] },
      { text: printable(doing), width: rest },
      { text: sign, width: signWidth, weight: 'dim' },
      {
        text: contextUsed === null ? '' : `ctx ${Math.round(contextUsed * 100)}%`,
        width: contextWidth,
        weight: 'dim',
      },
    ],
  };
}

function queueLine(entry: QueueEntryStatus, view: DashboardView, { width, now }: Room): Line {
  const ref = `${entry.plan}/${entry.id}`;
  const title = view.structure.nodes.find((node) => node.ref === ref)?.title ?? '';
  const since = durationText((view.header.endedAt ?? now) - Date.parse(entry.since));
  const step = entry.step ?? (entry.held ? 'held' : 'waits');
  return {
    key: ref,
    chosen: false,
    cells: [
      { text: `${entry.place}.`, width: 4 },
      { text: taskName(ref, view), width: nameWidth },
      { text: step, width: 9, color: entry.held ? 'yellow' : entry.step === null ? null : 'magenta' },
      { text: printable(title), width: width - 4 - nameWidth - 9 - 8 },
      { text: since, width: 8, weight: 'dim' },
    ],
  };
}

const kindColors: Readonly<Partial<Record<ActivityKind, Color>>> = {
  landed: 'green',
  failed: 'red',
  refused: 'red',
  'needs-you': 'yellow',
  conflict: 'yellow',
  limit: 'yellow',
};

function activityLine({ seq, at, kind, text, reason }: Activity, width: number): Line {
  return {
    key: String(seq),
    chosen: false,
    cells: [
      { text: timeOfDayText(Date.parse(at)), width: 10, weight: 'dim' },
      {
        text: printable(reason === null ? text : `${text}: ${reason}`),
        width: width - 10,
        color: kindColors[kind] ?? null,
      },
    ],
  };
}
