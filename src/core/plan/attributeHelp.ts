import type { AttributeKey } from './attributeKeys.ts';

export interface KeyHelp {
  /** What its value looks like. */
  readonly value: string;
  /** One sentence. */
  readonly meaning: string;
  /** Values to offer, where there are usual ones. */
  readonly values: readonly string[];
}

const priorities = ['critical', 'high', 'normal', 'low'];

/** What can be said about a task, for people. */
export const attributeHelp: Readonly<Record<AttributeKey, KeyHelp>> = {
  depends: {
    value: '1.1, 1.4-1.6, phase 2 or none',
    meaning: 'What must have landed before the task starts; without it the task waits for the phase before.',
    values: ['none'],
  },
  agent: { value: 'name', meaning: 'The profile of `tutti.json` that plays the task.', values: [] },
  model: { value: 'name', meaning: 'The model that the agent uses for the task.', values: [] },
  pool: { value: 'name', meaning: 'The pool of workers that the task runs in.', values: [] },
  category: {
    value: 'name',
    meaning: 'Chooses an agent and a model by the table of `tutti.json`.',
    values: [],
  },
  priority: {
    value: 'critical, high, normal, low or a number',
    meaning: 'Which of the tasks that could start goes first.',
    values: priorities,
  },
  files: {
    value: 'paths and globs',
    meaning: 'What the task will change; tasks that share files take turns.',
    values: [],
  },
  verify: {
    value: 'command',
    meaning: 'The gate of the task: must pass on the merged tree before it lands.',
    values: [],
  },
  estimate: {
    value: '20m, 2h, or S, M, L',
    meaning: 'How long it will take, for the forecast.',
    values: ['S', 'M', 'L', '20m', '1h'],
  },
  retries: {
    value: 'number',
    meaning: 'How often a failed gate goes back to the agent.',
    values: ['0', '1', '2', '3'],
  },
  timeout: {
    value: '90s, 20m or 2h',
    meaning: 'An attempt that takes longer is ended.',
    values: ['20m', '1h', '2h'],
  },
  loop: {
    value: 'number',
    meaning: 'The most rounds of the agent until `until` passes.',
    values: ['3', '5'],
  },
  until: {
    value: 'command',
    meaning: 'The command that ends the loop when it passes.',
    values: [],
  },
  skills: { value: 'names', meaning: 'Skills that are handed to the agent.', values: [] },
  mode: {
    value: 'ultrawork, search or ultrathink',
    meaning: 'How the agent works.',
    values: ['ultrawork', 'search', 'ultrathink'],
  },
  review: {
    value: 'none, auto or human',
    meaning: 'What stands between the work and the merge queue.',
    values: ['human', 'auto', 'none'],
  },
  bonus: {
    value: 'nothing, true or false',
    meaning: 'The task runs only when workers would idle.',
    values: ['true', 'false'],
  },
};

/** The settings of a plan's front matter, for people. */
export const settingHelp: Readonly<Record<string, KeyHelp>> = {
  name: { value: 'name', meaning: 'Name of the plan; without it that of the file.', values: [] },
  agent: { value: 'name', meaning: 'The profile that plays the tasks of the plan.', values: [] },
  model: { value: 'name', meaning: 'The model that its agents use.', values: [] },
  pool: { value: 'name', meaning: 'The pool of workers that its tasks run in.', values: [] },
  priority: {
    value: 'critical, high, normal, low or a number',
    meaning: 'Which of the plans that run together goes first.',
    values: priorities,
  },
  base: { value: 'branch', meaning: 'Where its integration branch starts.', values: [] },
  verify: {
    value: 'command, list of commands, or blocking',
    meaning: 'The gate of every task; `blocking` makes VERIFY tasks barriers.',
    values: ['blocking'],
  },
  concurrency: {
    value: 'number',
    meaning: 'The most tasks of the plan at a time.',
    values: ['2', '4', '8'],
  },
  depends: { value: 'plans', meaning: 'Other plans that must land first.', values: [] },
  tutti: { value: 'true', meaning: 'This file is a plan, wherever it lies.', values: ['true'] },
};
