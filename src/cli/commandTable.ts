import { defineCommand, type ArgumentSpec, type CommandSpec, type OptionSpec } from './commandSpec.ts';
import { steeringCommands } from './steeringCommands.ts';

const json = { kind: 'flag', help: 'print JSON' } as const satisfies OptionSpec;
const events = {
  kind: 'flag',
  help: 'print one journal event a line as JSON, and nothing else',
} as const satisfies OptionSpec;
const noWatch = { kind: 'flag', help: 'print lines instead of the live table' } as const satisfies OptionSpec;
const run = {
  kind: 'text',
  label: 'RUN',
  help: 'a run by its id; default: the latest',
} as const satisfies OptionSpec;
const plans = { kind: 'any', label: 'PLAN', completes: 'plan' } as const satisfies ArgumentSpec;

/** All commands, in the order of the help. Each loads what it needs when it is run: completion must be quick. */
export const commands: readonly CommandSpec[] = [
  defineCommand({
    name: 'init',
    summary: 'look at the project and write tutti.json and a sample plan',
    arguments: {},
    options: { yes: { kind: 'flag', short: '-y', help: 'write without asking' } },
    run: async (context, values) => (await import('./commands/init.ts')).init(context, values),
  }),
  defineCommand({
    name: 'doctor',
    summary: 'check git, Node, agents, configuration and disk, and say what to do',
    arguments: {},
    options: { json },
    run: async (context, values) => (await import('./commands/doctor.ts')).doctor(context, values),
  }),
  defineCommand({
    name: 'lint',
    summary: 'check plans; without PLAN all of the repository',
    arguments: { plans },
    options: { json },
    run: async (context, values) => (await import('./commands/plans.ts')).lint(context, values),
  }),
  defineCommand({
    name: 'graph',
    summary: 'show the order of a plan',
    arguments: { plan: { kind: 'one', label: 'PLAN', completes: 'plan' } },
    options: {
      format: {
        kind: 'text',
        label: 'FORMAT',
        help: 'text (default), json, mermaid or dot',
        completes: ['text', 'json', 'mermaid', 'dot'],
      },
    },
    run: async (context, values) => (await import('./commands/plans.ts')).graph(context, values),
  }),
  defineCommand({
    name: 'run',
    summary: 'play plans: agents work in parallel, what passes its gate lands on one branch',
    arguments: { plans },
    options: {
      plan: { kind: 'texts', label: 'PLAN', help: 'a plan; may be given several times', completes: 'plan' },
      only: {
        kind: 'texts',
        label: 'TASK',
        help: 'only this task (or phase:2) and what it depends on; may be given several times',
        completes: 'task',
      },
      max: { kind: 'count', label: 'N', short: '-n', help: 'at most N agents at once' },
      agent: { kind: 'text', label: 'NAME', help: 'this agent profile for every task' },
      base: { kind: 'text', label: 'REF', help: 'start the integration branch here' },
      new: { kind: 'flag', help: 'start afresh beside an integration branch that exists' },
      into: { kind: 'text', label: 'BRANCH', help: 'bring this branch up to the result at the end' },
      dryRun: { kind: 'flag', help: 'show order and expected time; start nothing' },
      json: events,
      noWatch,
    },
    run: async (context, values) => (await import('./commands/run.ts')).run(context, values),
  }),
  defineCommand({
    name: 'status',
    summary: 'show where the latest run is, or all about one task',
    arguments: { task: { kind: 'maybe', label: 'TASK', completes: 'task' } },
    options: { run, json },
    run: async (context, values) => (await import('./commands/status.ts')).status(context, values),
  }),
  defineCommand({
    name: 'watch',
    summary: 'show and steer a run that another process plays, in panes; q leaves it to itself',
    arguments: {},
    options: {
      run,
      json: events,
      plain: { kind: 'flag', help: 'show the live table instead of panes' },
    },
    run: async (context, values) => (await import('./commands/watch.ts')).watch(context, values),
  }),
  defineCommand({
    name: 'dashboard',
    summary: 'serve the dashboard on this machine: the latest run, live, in a browser',
    notes:
      'Its address has a new random token each time, unless TUTTI_DASHBOARD_TOKEN holds one: at least 32 of A-Z a-z 0-9 _ -',
    arguments: {},
    options: {
      port: { kind: 'count', label: 'N', help: 'listen on this port; default: a free one' },
      allowActions: { kind: 'flag', help: 'let the page steer the run; default: it only shows' },
      noOpen: { kind: 'flag', help: 'print the address, and open no browser' },
    },
    run: async (context, values) => (await import('./commands/dashboard.ts')).dashboard(context, values),
  }),
  ...steeringCommands,
  defineCommand({
    name: 'resume',
    summary: 'go on with a run that was paused, stopped or interrupted',
    arguments: {},
    options: {
      run,
      only: {
        kind: 'texts',
        label: 'TASK',
        help: 'this task, too, when only some were to run',
        completes: 'task',
      },
      json: events,
      noWatch,
    },
    run: async (context, values) => (await import('./commands/watch.ts')).resume(context, values),
  }),
  defineCommand({
    name: 'diff',
    summary: 'show what a task changed',
    arguments: { task: { kind: 'one', label: 'TASK', completes: 'task' } },
    options: {},
    run: async (context, values) => (await import('./commands/upkeep.ts')).diff(context, values),
  }),
  defineCommand({
    name: 'undo',
    summary: 'bring back a snapshot as a branch; without SNAPSHOT the latest',
    arguments: { snapshot: { kind: 'maybe', label: 'SNAPSHOT' } },
    options: { list: { kind: 'flag', help: 'list the snapshots' }, json },
    run: async (context, values) => (await import('./commands/upkeep.ts')).undo(context, values),
  }),
  defineCommand({
    name: 'clean',
    summary: 'say which worktrees, branches and snapshots can go, and why',
    arguments: {},
    options: { apply: { kind: 'flag', help: 'remove what is safe to remove' }, json },
    run: async (context, values) => (await import('./commands/upkeep.ts')).clean(context, values),
  }),
  defineCommand({
    name: 'report',
    summary: 'print the report of a run, or write all of its dashboard into one file',
    arguments: { file: { kind: 'maybe', label: 'FILE', completes: 'file' } },
    options: {
      run,
      json,
      html: { kind: 'flag', help: 'write one HTML file; default: <run>.html in the folder of the run' },
    },
    run: async (context, values) => (await import('./commands/report.ts')).report(context, values),
  }),
  defineCommand({
    name: 'demo',
    summary: 'play a plan of twelve tasks on a throw-away repository',
    arguments: {},
    options: {
      agent: {
        kind: 'text',
        label: 'NAME',
        help: 'claude, when it is installed; default: the embedded stand-in',
      },
      noWatch,
    },
    run: async (context, values) => (await import('./commands/demo.ts')).demo(context, values),
  }),
  defineCommand({
    name: 'mcp',
    summary: 'serve the Model Context Protocol on the standard streams, for agents',
    arguments: {},
    options: {},
    run: async (context) => (await import('./commands/mcp.ts')).mcp(context),
  }),
  defineCommand({
    name: 'completion',
    summary: 'print the completion script of a shell',
    arguments: { shell: { kind: 'one', label: 'bash|zsh|fish', completes: ['bash', 'zsh', 'fish'] } },
    options: {},
    run: async (context, values) =>
      (await import('./commands/completion.ts')).completion(context, values, commands),
  }),
  defineCommand({
    name: 'complete',
    summary: 'list the tasks of the latest run for a completion script',
    hidden: true,
    arguments: {},
    options: {},
    run: async (context) => (await import('./commands/completion.ts')).complete(context),
  }),
];
