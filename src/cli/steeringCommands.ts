import type { RunCommandBody } from '../shared/command.ts';
import { defineCommand, type ArgumentSpec, type CommandContext, type CommandSpec } from './commandSpec.ts';

const task = { kind: 'one', label: 'TASK', completes: 'task' } as const satisfies ArgumentSpec;
const text = { kind: 'words', label: 'TEXT' } as const satisfies ArgumentSpec;

/** What a person says to a run that is going on. */
export const steeringCommands: readonly CommandSpec[] = [
  defineCommand({
    name: 'pause',
    summary: 'start nothing new; what runs goes on',
    arguments: {},
    options: {},
    run: (context) => steer(context, { type: 'pause' }, 'Paused; go on with: tutti resume'),
  }),
  defineCommand({
    name: 'stop',
    summary: 'interrupt the agents and keep their work on their branches',
    arguments: {},
    options: { drain: { kind: 'flag', help: 'let what runs land first' } },
    run: (context, { drain }) =>
      drain
        ? steer(context, { type: 'drain' }, 'Draining: what runs may land, nothing new starts')
        : steer(context, { type: 'stop' }, 'Stopping; go on later with: tutti resume'),
  }),
  defineCommand({
    name: 'retry',
    summary: 'try a task once more',
    arguments: { task },
    options: { note: { kind: 'text', label: 'TEXT', help: 'what the agent is told' } },
    run: (context, values) =>
      steer(context, { type: 'retry', ...values }, `${values.task} is tried once more`),
  }),
  defineCommand({
    name: 'skip',
    summary: 'leave a task out; what depends on it may start',
    arguments: { task },
    options: {},
    run: (context, values) => steer(context, { type: 'skip', ...values }, `${values.task} is skipped`),
  }),
  defineCommand({
    name: 'cancel',
    summary: 'end a task; what depends on it is blocked',
    arguments: { task },
    options: {},
    run: (context, values) => steer(context, { type: 'cancel', ...values }, `${values.task} is cancelled`),
  }),
  defineCommand({
    name: 'send',
    summary: 'say something to the agent of a task',
    arguments: { task, text },
    options: {},
    run: (context, values) => steer(context, { type: 'send', ...values }, `said to ${values.task}`),
  }),
  defineCommand({
    name: 'answer',
    summary: 'answer the question of an agent',
    arguments: { task, answer: text },
    options: {},
    run: (context, values) => steer(context, { type: 'answer', ...values }, `${values.task} is answered`),
  }),
  defineCommand({
    name: 'approve',
    summary: 'allow what an agent asked for, or let work that waits for a review land',
    arguments: { task },
    options: { forRun: { kind: 'flag', help: 'allow the same for the rest of the run' } },
    run: (context, values) => steer(context, { type: 'approve', ...values }, `${values.task} is approved`),
  }),
  defineCommand({
    name: 'deny',
    summary: 'deny what an agent asked for, or turn work down',
    arguments: { task },
    options: {},
    run: (context, values) => steer(context, { type: 'deny', ...values }, `${values.task} is denied`),
  }),
];

async function steer(context: CommandContext, body: RunCommandBody, done: string): Promise<number> {
  const command = await import('./commands/steer.ts');
  return command.steer(context, body, done);
}
