import { hasFields, isOneOf, type Fields } from './fields.ts';

/** What a person asks of a run: one JSON object a line in `.tutti/inbox.ndjson`; answered by an event of the journal. */
export type RunCommand = { readonly id: string; readonly run: string; readonly at: number } & RunCommandBody;

export type RunCommandBody =
  | { readonly type: 'pause' }
  | { readonly type: 'unpause' }
  /** Starts nothing new; stops when what runs has landed. */
  | { readonly type: 'drain' }
  /** What a run may spend from now on, and each attempt that is yet to start; null: without a limit. */
  | {
      readonly type: 'setBudget';
      readonly runUsd: number | null;
      readonly runTokens: number | null;
      readonly attemptUsd: number | null;
      readonly attemptTokens: number | null;
      readonly attemptTurns: number;
    }
  /** Interrupts the agents, keeps their work on their branches. */
  | { readonly type: 'stop' }
  | { readonly type: 'retry'; readonly task: string; readonly note: string | null }
  | { readonly type: 'skip'; readonly task: string }
  | { readonly type: 'cancel'; readonly task: string }
  /** A person has done it by hand: what depends on it may start. */
  | { readonly type: 'markDone'; readonly task: string }
  /** Another agent profile makes the next attempt; one that works is stopped first, its work is kept. */
  | { readonly type: 'reassign'; readonly task: string; readonly agent: string }
  /** Says a message to a task's agent: now when it runs, else at its next attempt. */
  | { readonly type: 'send'; readonly task: string; readonly text: string }
  /** Approves a review or a result, or allows what an agent asked for. */
  | ({ readonly type: 'approve'; readonly task: string; readonly forRun: boolean } & ToRequest)
  /** With a note, work that waits for a person goes back to its agent; without one the task has failed. */
  | ({ readonly type: 'deny'; readonly task: string; readonly note?: string | null } & ToRequest)
  | ({ readonly type: 'answer'; readonly task: string; readonly answer: string } & ToRequest)
  /** `only`: names of the tasks that are to run; absent or null: all. */
  | { readonly type: 'addPlan'; readonly path: string; readonly only?: readonly string[] | null }
  /** The editor gives a task another id: before the plan's file is saved. */
  | { readonly type: 'renameTask'; readonly plan: string; readonly from: string; readonly to: string }
  /** Adds tasks to those that are to run: ids, `plan/id`, `phase:2`; null: all. */
  | { readonly type: 'select'; readonly tasks: readonly string[] | null }
  /** An entry of the merge queue does not land before it is released; those behind it go on. */
  | { readonly type: 'hold'; readonly task: string }
  | { readonly type: 'release'; readonly task: string }
  /** To the front of its merge queue. */
  | { readonly type: 'landNow'; readonly task: string }
  /** One place up (negative) or down its merge queue. */
  | { readonly type: 'move'; readonly task: string; readonly by: number };

interface ToRequest {
  /** Id of the request that the person was shown: no other one is answered. Absent or null: the present one. */
  readonly request?: string | null;
}

const bodyFields: Readonly<Record<RunCommandBody['type'], Fields>> = {
  pause: {},
  unpause: {},
  drain: {},
  stop: {},
  setBudget: {
    runUsd: 'number?',
    runTokens: 'number?',
    attemptUsd: 'number?',
    attemptTokens: 'number?',
    attemptTurns: 'number',
  },
  retry: { task: 'string', note: 'string?' },
  skip: { task: 'string' },
  cancel: { task: 'string' },
  markDone: { task: 'string' },
  reassign: { task: 'string', agent: 'string' },
  send: { task: 'string', text: 'string' },
  approve: { task: 'string', forRun: 'boolean', request: 'maybe string' },
  deny: { task: 'string', note: 'maybe string', request: 'maybe string' },
  answer: { task: 'string', answer: 'string', request: 'maybe string' },
  addPlan: { path: 'string', only: 'maybe strings' },
  renameTask: { plan: 'string', from: 'string', to: 'string' },
  select: { tasks: 'strings?' },
  hold: { task: 'string' },
  release: { task: 'string' },
  landNow: { task: 'string' },
  move: { task: 'string', by: 'number' },
};

/** Guard for a line of the inbox. */
export function isRunCommand(value: unknown): value is RunCommand {
  return isOneOf(value, bodyFields) && hasFields(value, { id: 'string', run: 'string', at: 'number' });
}
