import { UserError } from '../core/base/userError.ts';
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
    name: 'done',
    summary: 'say that you did a task by hand; what depends on it may start',
    arguments: { task },
    options: {},
    run: (context, values) =>
      steer(context, { type: 'markDone', ...values }, `${values.task} is marked done`),
  }),
  defineCommand({
    name: 'reassign',
    summary: 'give a task to another agent profile; one that works on it is stopped first',
    arguments: { task, agent: { kind: 'one', label: 'AGENT' } },
    options: {},
    run: (context, values) =>
      steer(context, { type: 'reassign', ...values }, `${values.task} goes to ${values.agent}`),
  }),
  defineCommand({
    name: 'hold',
    summary: 'keep a task in the merge queue from landing; those behind it go on',
    arguments: { task },
    options: {},
    run: (context, values) => steer(context, { type: 'hold', ...values }, `${values.task} is held`),
  }),
  defineCommand({
    name: 'release',
    summary: 'let a task land that was held',
    arguments: { task },
    options: {},
    run: (context, values) => steer(context, { type: 'release', ...values }, `${values.task} is released`),
  }),
  defineCommand({
    name: 'land',
    summary: 'bring a task to the front of the merge queue',
    arguments: { task },
    options: {},
    run: (context, values) =>
      steer(context, { type: 'landNow', ...values }, `${values.task} is next to land`),
  }),
  defineCommand({
    name: 'move',
    summary: 'move a task one place up or down the merge queue',
    arguments: { task, direction: { kind: 'one', label: 'up|down', completes: ['up', 'down'] } },
    options: {},
    run: (context, { task: name, direction }) =>
      steer(context, { type: 'move', task: name, by: placesOf(direction) }, `${name} moved ${direction}`),
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
    summary: 'deny what an agent asked for, or turn work down; with a note it goes back to its agent',
    arguments: { task },
    options: { note: { kind: 'text', label: 'TEXT', help: 'what the agent is to do about its work' } },
    run: (context, values) => steer(context, { type: 'deny', ...values }, `${values.task} is denied`),
  }),
];

function placesOf(direction: string): number {
  if (direction === 'up') return -1;
  if (direction === 'down') return 1;
  throw new UserError(`Say up or down, not \`${direction}\`.`);
}

async function steer(context: CommandContext, body: RunCommandBody, done: string): Promise<number> {
  const command = await import('./commands/steer.ts');
  return command.steer(context, body, done);
}
