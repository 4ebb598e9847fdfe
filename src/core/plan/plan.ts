/** The parsed plan: plain data, positions count from 1, columns in UTF-16 code units. */
export interface Plan {
  readonly name: string;
  /** As it was given to the parser, normally relative to the repository, with `/`. */
  readonly path: string;
  readonly dialect: string;
  readonly title: string;
  /** Text before the first phase that is not a task: context for every task, as written. */
  readonly intro: string;
  readonly settings: PlanSettings;
  readonly phases: readonly Phase[];
  /** Every checkbox of the file that is not a step of another: in file order. */
  readonly tasks: readonly Task[];
  /** Execution Notes about tasks; those about phases are in the phases' `mode`, `sync` and `note`. */
  readonly notes: readonly ExecutionNote[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `**Execution Note:** Tasks 2.1-2.4 are [SEQUENTIAL] - reason`. */
export interface ExecutionNote {
  readonly mode: 'parallel' | 'sequential';
  readonly tasks: readonly Dependency[];
  /** As written; may be empty. */
  readonly reason: string;
}

/** The front matter, read; absent keys are null. */
export interface PlanSettings {
  readonly agent: string | null;
  readonly model: string | null;
  readonly pool: string | null;
  /** Among plans that run together; `normal` is 0, see `priorityOf`. */
  readonly priority: number;
  readonly base: string | null;
  /** Gate of every task; null: not said, so the config's `verify` counts. */
  readonly verify: readonly string[] | null;
  /** `verify: blocking` makes VERIFY tasks barriers. */
  readonly verifyMode: 'background' | 'blocking';
  readonly concurrency: number | null;
  /** Dependencies on other plans, as written. */
  readonly depends: readonly Dependency[];
}

export interface Phase {
  /** `1`, `2`, …, unique; from the heading's number, else by order. */
  readonly id: string;
  readonly title: string;
  /** `default`: tasks without `depends` wait for the previous phase and run beside each other. */
  readonly mode: 'default' | 'parallel' | 'sequential';
  readonly sync: boolean;
  /** The reason that an Execution Note gave for `mode` or `sync`; null: none. */
  readonly note: string | null;
  /** Numbers of the headings above its own, outermost first: `depends: phase 2` means phase 2 and all within it. */
  readonly within: readonly string[];
  /** Its prose as written: what stands under the heading and is neither task nor criterion. */
  readonly text: string;
  /** Ids of the tasks that are the barrier in place of the whole previous phase; null: not said. */
  readonly pipelineStart: readonly Dependency[] | null;
  /** Line of its heading; of its first task when the plan has no headings. */
  readonly line: number;
  readonly tasks: readonly string[];
}

export interface Task {
  readonly id: string;
  /** True when the id stands in the file; a generated id is for display only. */
  readonly ownId: boolean;
  /** What the task is known by over runs: its own id, else the hash of its phase's and its own title. */
  readonly identity: string;
  readonly title: string;
  /** Id of its phase; empty for a criterion outside of the phases. */
  readonly phase: string;
  readonly kind: 'task' | 'group' | 'verify' | 'criterion';
  readonly state: 'open' | 'done' | 'skipped';
  readonly optional: boolean;
  /** Group that it is a child of. */
  readonly parent: string | null;
  readonly line: number;
  /** Last line of its text. */
  readonly endLine: number;
  /** Position of the id in the file; null for a generated one. */
  readonly idRange: Range | null;
  /** Position of the one character between the brackets. */
  readonly checkbox: Range;
  /**
   * Description as written below the task line, dedented, without its attribute lines and child tasks; the prompt is
   * title and body.
   */
  readonly body: string;
  readonly steps: readonly Step[];
  /** As written; empty with `explicit` means `depends: none`. */
  readonly depends: readonly Dependency[];
  /** True when `depends` was said for it (or inherited), so that no phase barrier applies. */
  readonly explicit: boolean;
  /** `[SEQUENTIAL]` on the task: nothing else of its phase runs beside it. */
  readonly exclusive: boolean;
  /** Declared write set: paths and globs; where it is said, `mentions` do not count as writes. */
  readonly files: readonly string[];
  /** Paths that its title and body mention in code spans; never globs. */
  readonly mentions: readonly string[];
  /** Commands of a `verify` task; empty: an agent checks and reports. */
  readonly verifyCommands: readonly string[];
  readonly attributes: TaskAttributes;
}

export interface Step {
  readonly text: string;
  readonly line: number;
  readonly state: 'open' | 'done' | 'skipped';
}

/** Effective attributes of a task (own, else its group's); absent keys were not said. Front matter is not mixed in. */
export interface TaskAttributes {
  readonly agent?: string;
  readonly model?: string;
  readonly pool?: string;
  readonly category?: string;
  readonly priority?: number;
  readonly verify?: string;
  readonly estimateMs?: number;
  readonly retries?: number;
  readonly timeoutMs?: number;
  readonly loop?: number;
  readonly until?: string;
  readonly skills?: readonly string[];
  readonly mode?: string;
  readonly review?: 'none' | 'auto' | 'human';
  readonly bonus?: boolean;
}

/** One reference in a `depends`, with its place in the file. Ranges (`1.1-1.4`) are expanded, each with the same place. */
export type Dependency = { readonly range: Range } &
  /** `idRange`: the id alone, at the ends of a range too; null when it is not written, or in another way (`VERIFY 2`). */
  (
    | { readonly kind: 'task'; readonly id: string; readonly idRange: Range | null }
    | { readonly kind: 'phase'; readonly id: string }
    /** `other-plan.2.1`, `other-plan.phase2`, `repo:plan.2.1`: not acted on yet. */
    | { readonly kind: 'external'; readonly text: string }
  );

export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** First column after the range. */
  readonly endColumn: number;
}

export type Severity = 'error' | 'warning' | 'info';

export interface Diagnostic extends Range {
  /** Stable, `plan/…`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what, and what to do. */
  readonly message: string;
  readonly related?: readonly (Range & { readonly message: string })[];
  readonly fix?: { readonly title: string; readonly edits: readonly TextEdit[] };
}

export interface TextEdit extends Range {
  readonly newText: string;
}

/** Names that exist outside of the plan; unknown ones are diagnostics. Null: not known, so not checked. */
export interface KnownNames {
  readonly agents: readonly string[] | null;
  readonly pools: readonly string[] | null;
  readonly skills: readonly string[] | null;
}
