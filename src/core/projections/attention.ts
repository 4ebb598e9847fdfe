import type { RunStateWord, RunStatus, TaskStatusRow } from '../../shared/status.ts';

/** Tasks that wait for a person, in the plan's order. */
export function waitingForPerson(status: RunStatus | null): readonly TaskStatusRow[] {
  return status?.tasks.filter(({ state }) => state === 'needs-you') ?? [];
}

/** A run that goes on, or will by a word of the user. */
export function isUnderWay(state: RunStateWord): boolean {
  return state === 'running' || state === 'paused' || state === 'draining';
}
