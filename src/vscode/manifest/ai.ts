/** A tool that a language model in the editor may call. */
interface LanguageModelToolEntry {
  readonly displayName: string;
  /** For people. */
  readonly userDescription: string;
  /** For the model. */
  readonly modelDescription: string;
  /** After `#` in a prompt. */
  readonly toolReferenceName: string;
  /** Codicon without `$()`. */
  readonly icon: string;
  readonly when?: string;
  /** JSON schema. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

const plan = {
  type: 'string',
  description: 'Path of a plan file, relative to the workspace folder, or its name.',
};

export const languageModelTools = {
  tutti_planStatus: {
    displayName: 'Plan Status',
    userDescription: 'Says where plans and their run stand.',
    modelDescription:
      'Where the Tutti plans of this workspace stand: the run, what is done, which tasks run, and which failed or need a person. Reads only.',
    toolReferenceName: 'tuttiStatus',
    icon: 'checklist',
    inputSchema: { type: 'object', properties: { plan }, additionalProperties: false },
  },
  tutti_validatePlan: {
    displayName: 'Validate Plan',
    userDescription: 'Checks a plan and lists its problems.',
    modelDescription:
      'Checks a Tutti plan (markdown) and lists its problems with line and column. Use it after writing or changing a plan. Reads only.',
    toolReferenceName: 'tuttiValidate',
    icon: 'check-all',
    inputSchema: {
      type: 'object',
      properties: {
        path: { type: 'string', description: 'Path of the plan file. Default: all plans of the workspace.' },
        text: { type: 'string', description: 'Text of a plan that is in no file yet, in place of a path.' },
      },
      additionalProperties: false,
    },
  },
  tutti_runTasks: {
    displayName: 'Run Tasks',
    userDescription: 'Runs a plan, or some of its tasks, with coding agents. Asks first.',
    modelDescription:
      'Runs a Tutti plan, or some of its tasks and what they depend on: coding agents start, each in a git worktree of its own, and what passes its gate lands on the plan’s integration branch. It costs time and money, and the user is asked first. Answers as soon as the run has started.',
    toolReferenceName: 'tuttiRun',
    icon: 'run-all',
    when: 'isWorkspaceTrusted',
    inputSchema: {
      type: 'object',
      properties: {
        plan,
        tasks: {
          type: 'array',
          items: { type: 'string' },
          minItems: 1,
          maxItems: 500,
          description: 'Ids of the tasks to run. Default: all of the plan.',
        },
      },
      additionalProperties: false,
    },
  },
  tutti_retryTask: {
    displayName: 'Retry Task',
    userDescription: 'Tries a task once more, with a note for its agent. Asks first.',
    modelDescription:
      'Tries a task of a Tutti run that failed or needs a person once more, on top of what it has done. The user is asked first.',
    toolReferenceName: 'tuttiRetry',
    icon: 'debug-restart',
    when: 'isWorkspaceTrusted',
    inputSchema: {
      type: 'object',
      properties: {
        task: { type: 'string', description: 'Id of the task, or plan/id where several plans have it.' },
        note: { type: 'string', description: 'What its agent should know or do differently.' },
      },
      required: ['task'],
      additionalProperties: false,
    },
  },
} as const satisfies Readonly<Record<string, LanguageModelToolEntry>>;

export type LanguageModelToolName = keyof typeof languageModelTools;

/** The table with each entry in its general shape. */
export const languageModelToolEntries = Object.entries(languageModelTools) as (readonly [
  LanguageModelToolName,
  LanguageModelToolEntry,
])[];

export const mcpProviderId = 'tutti';

/** Teach the plan grammar to the chat of the editor; each folder is named as its skill. */
export const chatSkills = [{ path: './skills/tutti-plan/SKILL.md' }];
