import type { RunStatus, TaskStatusRow } from '../../shared/status.ts';

/** Tasks that wait for a person, in the plan's order. */
export function waitingForPerson(status: RunStatus | null): readonly TaskStatusRow[] {
  return status?.tasks.filter(({ state }) => state === 'needs-you') ?? [];
}
