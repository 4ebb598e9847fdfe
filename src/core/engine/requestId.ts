import type { JournalEvent } from './events.ts';

/**
 * Id of what a task asks of a person, in all runs of a repository: agents number their requests anew each time, and
 * what waits for a review or a decision has none of its own.
 */
export function requestIdOf({ generation, seq }: JournalEvent & { readonly type: 'personNeeded' }): string {
  return `${String(generation)}.${String(seq)}`;
}
