import * as z from 'zod';
import { durationPattern } from '../base/duration.ts';

// The `error` of each part is what was expected: problems are told as "<key> must be <error>".
const text = z.string({ error: 'text' });
const name = text.min(1, { error: 'text that is not empty' });
const flag = z.boolean({ error: '`true` or `false`' });
const wholeFrom = (least: number) => {
  const error = `a whole number of at least ${least}`;
  return z.int({ error }).min(least, { error });
};
const positive = z.number({ error: 'a number above 0' }).positive({ error: 'a number above 0' });
const texts = z.array(text, { error: 'a list of texts' });
const textByName = z.record(z.string(), text, { error: 'an object whose values are texts' });
const countByName = z.record(z.string(), wholeFrom(1), { error: 'an object whose values are whole numbers' });
const commands = z.union([name, z.array(name)], { error: 'a command or a list of commands' });

const duration = z
  .string({ error: 'a duration such as "60m", "90s" or "2h"' })
  .regex(new RegExp(durationPattern), { error: 'a duration such as "60m", "90s" or "2h"' });

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `one of ${values.map((value) => `"${value}"`).join(', ')}` });

const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, { error: 'an object' });

const profile = object({
  adapter: oneOf(['claude', 'command', 'script'])
    .optional()
    .describe(
      'How the agent is spoken to: Claude Code, any program ("command"), or the embedded stand-in ("script").',
    ),
  provider: name
    .optional()
    .describe('Whose rate limits it shares; `limits.providers` counts by this name. Default: by adapter.'),
  model: name.optional().describe('Model to ask for. Default: the one that the agent chooses.'),
  args: texts.optional().describe('Further arguments of the agent.'),
  command: z
    .array(name, { error: 'a list of texts: a program and its arguments' })
    .min(1, { error: 'a list of texts: a program and its arguments' })
    .optional()
    .describe(
      'Program and arguments of the "command" adapter, started without a shell. Replaced in each: {taskId} {promptFile} {title} {plan} {worktree} {attempt}. The prompt is also on stdin; exit code 0 means finished.',
    ),
  env: textByName
    .optional()
    .describe('Variables for the agent; they are never written to the files of a run.'),
  permissions: object({
    mode: oneOf(['edits', 'ask', 'full'])
      .optional()
      .describe(
        '"edits": edits in the worktree and `allow`; "ask": `allow` only; "full": everything, without questions.',
      ),
    allow: texts
      .optional()
      .describe(
        'Tools that need no question, in the agent\'s own syntax, e.g. "Bash(npm test:*)". Default: gate and setup commands, read-only git.',
      ),
  })
    .optional()
    .describe('What the agent may do without asking.'),
  fallback: texts.optional().describe('Profiles to try when this one is not available.'),
});

const budget = object({
  usd: positive.optional().describe('Money in US dollars, as far as the agents report it.'),
  tokens: wholeFrom(1).optional().describe('Input and output tokens together.'),
});

/** `tutti.json`, and the settings `tutti.*` of the same shape. Every key may be left out. */
export const configSchema = object({
  $schema: text.optional().describe('Where the schema of this file is; for editors.'),
  agent: name.optional().describe('Profile of tasks that name none. Default: "claude".'),
  agents: z
    .record(z.string(), profile, { error: 'an object of profiles by name' })
    .optional()
    .describe('Ways to start an agent, by name. "claude" and "script" are built in and can be changed here.'),
  plans: texts.optional().describe('Globs of the files that are plans.'),
  verify: commands
    .optional()
    .describe('The gate: commands that must pass on the merged tree before a task lands. Run by the shell.'),
  gate: object({
    env: texts
      .optional()
      .describe('Names of variables that a gate depends on: another value means a new verdict.'),
    timeout: duration.optional().describe('Longest run of one gate command. Default: "30m".'),
  })
    .optional()
    .describe('How gate commands are run.'),
  timeout: duration.optional().describe('Longest time of one attempt. Default: "60m".'),
  silence: duration.optional().describe('So long without output counts as silence. Default: "15m".'),
  grace: duration.optional().describe('Time between asking a process to end and ending it. Default: "5s".'),
  turns: wholeFrom(1).optional().describe('Most turns of an agent in one attempt. Default: 200.'),
  retries: wholeFrom(0).optional().describe('Repairs of a task whose gate failed. Default: 2.'),
  maxLogBytes: wholeFrom(1_000)
    .optional()
    .describe('Bound of each log file of an attempt. Default: 52428800 (50 MB).'),
  conflicts: oneOf(['serialize', 'warn', 'ignore'])
    .optional()
    .describe('Tasks that name the same files: one after the other (default), a warning, or nothing.'),
  updateCheckboxes: flag
    .optional()
    .describe('Tick the boxes of landed tasks in the plan file. Default: false.'),
  limits: object({
    run: wholeFrom(1).optional().describe('Agents at once. Default: 8.'),
    default: wholeFrom(1).optional().describe('Of every provider and model that is not listed. Default: 5.'),
    providers: countByName.optional().describe('Agents at once by provider.'),
    models: countByName.optional().describe('Agents at once by model.'),
    verification: wholeFrom(1).optional().describe('Gates at once. Default: half of the cores, at most 4.'),
  })
    .optional()
    .describe('How much may run at once; a start needs room in every limit that applies.'),
  pools: z
    .record(z.string(), object({ max: wholeFrom(1).optional().describe('Most workers at once.') }), {
      error: 'an object of pools by name',
    })
    .optional()
    .describe('Named sets of workers.'),
  categories: z
    .record(z.string(), object({ agent: name.optional(), model: name.optional() }), {
      error: 'an object of categories by name',
    })
    .optional()
    .describe('Agent and model by the category of a task. Not supported yet.'),
  budget: object({
    run: budget.optional().describe('Of a whole run.'),
    task: budget.optional().describe('Of one attempt at a task.'),
  })
    .optional()
    .describe('What may be spent; beyond it the agent is interrupted and the task waits for you.'),
  worktree: object({
    root: z
      .union([name, z.null()], { error: 'a path or null' })
      .optional()
      .describe('Folder of the worktrees. Default: `<repository>.tutti` beside the repository.'),
    setup: commands
      .optional()
      .describe('Commands that make a new worktree ready; run again when a lock file changes.'),
    copy: texts.optional().describe('Globs of ignored files that each worktree gets a copy of, e.g. ".env".'),
    fresh: flag
      .optional()
      .describe('Remove ignored files too before a worktree is used again. Default: false.'),
  })
    .optional()
    .describe('The working copies of the agents.'),
  merge: object({
    union: texts.optional().describe('Globs of files in which a conflict keeps the lines of both sides.'),
    regenerate: textByName
      .optional()
      .describe('Command by glob: settles a conflict in a generated file by making it anew.'),
  })
    .optional()
    .describe('Files that every parallel task touches.'),
  features: z
    .record(z.string(), flag, { error: 'an object whose values are `true` or `false`' })
    .optional()
    .describe('Switches of features that are being tried. Not supported yet.'),
});

/** One layer of configuration as written: durations are text, nothing is filled in. */
export type ConfigInput = z.infer<typeof configSchema>;

export type ProfileInput = z.infer<typeof profile>;
