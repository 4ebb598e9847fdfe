import type { TaskStateWord } from './status.ts';

/** Every state of a task: for guards, and for whoever counts tasks by state. */
export const taskStates: Readonly<Record<TaskStateWord, true>> = {
  pending: true,
  ready: true,
  preparing: true,
  running: true,
  waiting: true,
  'needs-you': true,
  queued: true,
  landing: true,
  landed: true,
  blocked: true,
  failed: true,
  skipped: true,
  cancelled: true,
};
