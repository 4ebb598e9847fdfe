import * as z from 'zod';
import type { McpEffect, McpTool } from '../adapters/web/mcpServer.ts';
import { planStatusText } from '../core/projections/planStatusText.ts';
import { taskListText } from '../core/projections/taskListText.ts';
import { whyText } from '../core/projections/whyText.ts';
import type { RunCommandBody } from '../shared/command.ts';
import type { TaskStateWord } from '../shared/status.ts';
import { diagnose } from './diagnose.ts';
import { findTaskView, viewPlans } from './mcpPlans.ts';
import type { McpSession, Started } from './mcpSession.ts';

const maxPlanChars = 1_000_000;

const states = [
  'pending',
  'ready',
  'preparing',
  'running',
  'waiting',
  'needs-you',
  'queued',
  'landing',
  'landed',
  'blocked',
  'failed',
  'skipped',
  'cancelled',
] as const satisfies readonly TaskStateWord[];

const task = z
  .string()
  .min(1)
  .describe('A task by its id, e.g. "2.1"; "plan/2.1" where several plans have it.');
const plan = z
  .string()
  .min(1)
  .optional()
  .describe('A plan by its name, or its path. Default: the plans of the latest run.');

/** Everything that a client may ask of a session: what only reads comes first. */
export function mcpTools(session: McpSession): readonly McpTool[] {
  return [...readingTools(session), ...runTools(session), ...steeringTools(session)];
}

function readingTools(session: McpSession): readonly McpTool[] {
  return [
    defineTool({
      name: 'tutti_planStatus',
      title: 'Plan status',
      description:
        'Where the plans of this repository stand: the run, what is done, what runs, and what failed or needs a person.',
      effect: 'reads',
      input: z.strictObject({ plan }),
      run: async (input) => {
        const { plans, status } = await look(session, input.plan);
        return planStatusText(plans, status);
      },
    }),
    defineTool({
      name: 'tutti_tasks',
      title: 'Tasks',
      description:
        'The tasks of the plans with their states, one a line; all of them, or those in some states.',
      effect: 'reads',
      input: z.strictObject({
        plan,
        states: z.array(z.enum(states)).min(1).optional().describe('Only tasks in these states.'),
      }),
      run: async (input) => {
        const { plans, status } = await look(session, input.plan);
        return taskListText(plans, status, input.states ?? null);
      },
    }),
    defineTool({
      name: 'tutti_why',
      title: 'Why a task waits',
      description:
        'Why a task is not running, or has failed: what it waits for with the states of these, and full limits with who holds them.',
      effect: 'reads',
      input: z.strictObject({ task }),
      run: async (input) => {
        const { plans, status } = await look(session, undefined);
        const found = findTaskView(plans, input.task);
        return whyText(found.plan, found.task, status);
      },
    }),
    defineTool({
      name: 'tutti_diagnostics',
      title: 'Problems of a plan',
      description:
        'Checks a plan and lists its problems with their places. Use it after writing or changing a plan. Nothing is started.',
      effect: 'reads',
      input: z.strictObject({
        path: z.string().min(1).optional().describe('A plan file. Default: all plans of the repository.'),
        text: z
          .string()
          .max(maxPlanChars)
          .optional()
          .describe('The text of a plan that is not in a file yet.'),
      }),
      run: async ({ path, text }) =>
        diagnose(await session.project(), { path: path ?? null, text: text ?? null, cwd: session.cwd }),
    }),
  ];
}

async function look(session: McpSession, plan: string | undefined) {
  const project = await session.project();
  const status = await session.status(project);
  const named = plan === undefined ? null : { plan, cwd: session.cwd };
  return { status, plans: await viewPlans(project, status, named) };
}

function runTools(session: McpSession): readonly McpTool[] {
  return [
    defineTool({
      name: 'tutti_run',
      title: 'Run plans',
      description:
        'Plays plans: starts agents, each in a git worktree of its own, which cost time and money. What passes its gate lands on the branch tutti/<plan>/integration; the checkout stays as it is. Answers as soon as the run has started.',
      effect: 'changes',
      startsAgents: true,
      input: z.strictObject({
        plans: z
          .array(z.string().min(1))
          .max(20)
          .optional()
          .describe('Plan files. Default: the only plan of the repository.'),
        tasks: z
          .array(z.string().min(1))
          .min(1)
          .max(500)
          .optional()
          .describe('Ids of the tasks to run, with what they depend on. Default: all of them.'),
        max: z.int().min(1).max(999).optional().describe('At most this many agents at once.'),
      }),
      run: async ({ plans, tasks, max }) =>
        startedText(await session.start({ plans: plans ?? [], only: tasks ?? null, max: max ?? null })),
    }),
    defineTool({
      name: 'tutti_resume',
      title: 'Resume the run',
      description: 'Goes on with the latest run: out of a pause, or where it was stopped or cut off.',
      effect: 'changes',
      startsAgents: true,
      input: z.strictObject({}),
      run: async () => startedText(await session.resume()),
    }),
  ];
}

function steeringTools(session: McpSession): readonly McpTool[] {
  const steer = async (body: RunCommandBody, done: string): Promise<string> => {
    const { run, kept } = await session.steer(body);
    return kept ? `${done} once the run ${run} goes on: nobody plays it now (tutti_resume).` : `${done}.`;
  };
  return [
    defineTool({
      name: 'tutti_pause',
      title: 'Pause the run',
      description: 'Starts nothing new; agents that work go on. tutti_resume ends the pause.',
      effect: 'changes',
      input: z.strictObject({}),
      run: () => steer({ type: 'pause' }, 'The run is paused'),
    }),
    defineTool({
      name: 'tutti_stop',
      title: 'Stop the run',
      description:
        'Interrupts all agents and keeps their work on their branches; tutti_resume goes on with it.',
      effect: 'interrupts',
      input: z.strictObject({
        drain: z.boolean().optional().describe('Let what runs finish and land first.'),
      }),
      run: ({ drain }) =>
        drain === true
          ? steer({ type: 'drain' }, 'The run ends when what runs has landed')
          : steer({ type: 'stop' }, 'The run stops; all work is kept'),
    }),
    defineTool({
      name: 'tutti_retry',
      title: 'Retry a task',
      description: 'Tries a task that failed or needs a person once more, on top of what it has done.',
      effect: 'changes',
      startsAgents: true,
      input: z.strictObject({
        task,
        note: z
          .string()
          .min(1)
          .max(20_000)
          .optional()
          .describe('What its agent should know or do differently.'),
      }),
      run: (input) =>
        steer(
          { type: 'retry', task: input.task, note: input.note ?? null },
          `${input.task} is tried once more`,
        ),
    }),
    defineTool({
      name: 'tutti_skip',
      title: 'Skip a task',
      description:
        'Leaves a task out for good: its agent is ended, and what depends on it may start without it.',
      effect: 'interrupts',
      input: z.strictObject({ task }),
      run: (input) => steer({ type: 'skip', ...input }, `${input.task} is skipped`),
    }),
    defineTool({
      name: 'tutti_send',
      title: 'Say something to an agent',
      description: 'Says a message to the agent of a task: now when it works, else at its next attempt.',
      effect: 'changes',
      input: z.strictObject({ task, text: z.string().min(1).max(20_000) }),
      run: (input) => steer({ type: 'send', ...input }, `Said to ${input.task}`),
    }),
  ];
}

function startedText({ run, owned, state, plans, notes }: Started): string {
  const places = plans.map(({ path, total, integrationBranch, gated }) => {
    const unverified = gated ? '' : '; no gate is configured, so nothing is verified';
    return `- ${path} (tasks: ${String(total)}) lands on ${integrationBranch}${unverified}`;
  });
  const future = owned
    ? 'It goes on while this session lasts. When the session ends first, its agents finish what they are at and nothing is lost: tutti resume (or tutti_resume) goes on.'
    : 'Another process plays it, and goes on without this session.';
  return [`Run ${run} is ${state}.`, ...places, future, ...notes].join('\n');
}

function defineTool<Input>(tool: {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: McpEffect;
  readonly startsAgents?: boolean;
  readonly input: z.ZodType<Input>;
  readonly run: (input: Input) => Promise<string>;
}): McpTool {
  return {
    ...tool,
    startsAgents: tool.startsAgents ?? false,
    run: (input) => tool.run(tool.input.parse(input)),
  };
}
