import type { AgentPermissions, AgentSpec } from '../../shared/attempt.ts';

/** The effective configuration: every default is filled in, durations are milliseconds. Frozen. */
export interface Config {
  /** Name of the default profile. */
  readonly agent: string;
  readonly agents: Readonly<Record<string, AgentProfile>>;
  readonly plans: readonly string[];
  /** Gate commands; empty: tasks land ungated. */
  readonly verify: readonly string[];
  readonly gate: { readonly env: readonly string[]; readonly timeoutMs: number };
  readonly timeoutMs: number;
  readonly silenceMs: number;
  readonly graceMs: number;
  readonly turns: number;
  readonly retries: number;
  readonly maxLogBytes: number;
  readonly conflicts: 'serialize' | 'warn' | 'ignore';
  readonly updateCheckboxes: boolean;
  readonly limits: ConfigLimits;
  readonly pools: Readonly<Record<string, { readonly max: number }>>;
  readonly budget: { readonly run: Budget; readonly task: Budget };
  readonly worktree: {
    /** As written; null: the folder `<repository>.tutti` beside the repository. */
    readonly root: string | null;
    readonly setup: readonly string[];
    readonly copy: readonly string[];
    readonly fresh: boolean;
  };
  readonly merge: {
    readonly union: readonly string[];
    /** Command by glob. */
    readonly regenerate: Readonly<Record<string, string>>;
  };
}

/** How many may run at once. */
export interface ConfigLimits {
  readonly run: number;
  /** Of every provider and model that is not listed. */
  readonly default: number;
  readonly providers: Readonly<Record<string, number>>;
  readonly models: Readonly<Record<string, number>>;
  readonly verification: number;
}

/** Null: no bound. */
export interface Budget {
  readonly usd: number | null;
  readonly tokens: number | null;
}

export interface AgentProfile {
  readonly adapter: AgentSpec['adapter'];
  readonly provider: string;
  readonly model: string | null;
  readonly args: readonly string[];
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly permissions: {
    readonly mode: AgentPermissions['mode'];
    /** Null: gate and setup commands, read-only git. */
    readonly allow: readonly string[] | null;
  };
}
