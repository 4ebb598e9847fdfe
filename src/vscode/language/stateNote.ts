import { elapsedMs, minutesText } from '../../shared/dashboard/quantities.ts';
import { printable } from '../../core/base/printable.ts';
import type { TaskFacts } from '../views/taskFacts.ts';

/** What stands behind a task's line while a run has it: who, for how long, or why; empty: nothing to say. */
export function stateNote({ task, worker }: TaskFacts, now: number): string {
  const { row, state } = task;
  if (row === null) return '';
  // One that was ticked in the plan has been nobody's.
  if (row.attempt === 0 && state === 'landed') return '';
  const elapsed = elapsedMs(row.startedAt, row.endedAt, now);
  const by = [
    ...(row.agent === null ? [] : [printable(row.agent, 30)]),
    ...(elapsed === null ? [] : [minutesText(elapsed)]),
  ];
  switch (state) {
    case 'preparing':
    case 'running':
      return [...by, ...(worker === null || worker.doing === '' ? [] : [printable(worker.doing, 60)])].join(
        ' · ',
      );
    case 'needs-you':
      return row.request === null
        ? printable(task.why ?? '', 100)
        : `${row.request.kind}: ${printable(row.request.message, 80)}`;
    case 'failed':
    case 'waiting':
    case 'ready':
      return printable(task.why ?? '', 100);
    case 'queued':
    case 'landing':
    case 'landed':
      return by.join(' · ');
    case 'pending':
    case 'blocked':
    case 'skipped':
    case 'cancelled':
      return '';
  }
}
