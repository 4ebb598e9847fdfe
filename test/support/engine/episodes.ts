import { noUsage } from '../../../src/core/engine/attemptEnded.ts';
import type { AttemptEnded, RunEvent, WorkCommitted } from '../../../src/core/engine/events.ts';

/** Events of tasks of plan `p`, for journals that are written by hand. */
function refOf(id: string): string {
  return id.includes('/') ? id : `p/${id}`;
}

export function launched(id: string, attempt = 1): RunEvent {
  return { type: 'attemptLaunched', task: refOf(id), attempt, start: 'base', resolves: null };
}

export function ended(id: string, about: Partial<AttemptEnded> = {}): RunEvent {
  return {
    type: 'attemptEnded',
    task: refOf(id),
    attempt: 1,
    outcome: 'finished',
    reason: null,
    session: null,
    model: null,
    usage: noUsage,
    denied: [],
    summary: '',
    resetAt: null,
    ...about,
  };
}

export function committed(id: string, about: Partial<WorkCommitted> = {}): RunEvent {
  return {
    type: 'workCommitted',
    task: refOf(id),
    attempt: 1,
    commit: `work-${id}`,
    changes: true,
    changed: [],
    changedCount: 1,
    tooLarge: [],
    unresolved: [],
    ...about,
  };
}

/** An attempt from its launch to what it left. */
export function attempted(id: string, about: Partial<AttemptEnded> = {}): readonly RunEvent[] {
  const attempt = about.attempt ?? 1;
  return [launched(id, attempt), ended(id, about), committed(id, { attempt })];
}

export function landed(id: string): RunEvent {
  return { type: 'taskLanded', task: refOf(id), commit: `landed-${id}`, gated: true, why: null };
}

export function gateRejected(id: string): RunEvent {
  return { type: 'gateRejected', task: refOf(id), command: 'check', reason: 'exit code 1', output: 'red' };
}

export function conflicted(id: string): RunEvent {
  return { type: 'mergeConflicted', task: refOf(id), head: 'head', files: ['a.ts'], against: [] };
}

/** Ids of the tasks that events start, in order. */
export function startsOf(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) =>
    event.type === 'attemptStarted' || event.type === 'verificationStarted' ? [event.task.slice(2)] : [],
  );
}

/** Types of events with the id of their task, as `mergeQueued 1`. */
export function told(events: readonly RunEvent[]): readonly string[] {
  return events.map((event) => {
    const task = 'task' in event ? event.task : null;
    return task === null ? event.type : `${event.type} ${task.slice(2)}`;
  });
}
