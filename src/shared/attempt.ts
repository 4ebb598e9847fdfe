import type { AttemptUsage } from './attemptEvent.ts';

/**
 * `attempts/<task>/<n>/spec.json`: all that the runner needs to host one attempt, but for its environment: the
 * profile's variables come with the start token, so that nothing secret stays in a run's files.
 */
export interface AttemptSpec {
  readonly schema: 1;
  readonly run: string;
  /** Plan-qualified task and number of the attempt, e.g. `auth/2.1/1`; unique in a run. */
  readonly attempt: string;
  readonly taskId: string;
  readonly plan: string;
  readonly title: string;
  readonly number: number;
  /** Generation of the lock's owner that wrote this; the start token is valid only while it owns the repository. */
  readonly generation: number;
  /** Absolute path of the repository's `.tutti` folder (for the generation check). */
  readonly stateFolder: string;
  /** Absolute path of the worktree: the agent's working directory. */
  readonly worktree: string;
  readonly pool: string;
  readonly agent: AgentSpec;
  /** Session of an earlier attempt to go on with; `prompt.md` is then the follow-up message only. */
  readonly resumeSession: string | null;
  /** Session id to use for a new session, for agents that take one (a UUID). */
  readonly newSession: string;
  readonly limits: AttemptLimits;
}

/** The profile of `tutti.json`, resolved. */
export interface AgentSpec {
  /** Name of the profile, e.g. `claude`. */
  readonly name: string;
  readonly adapter: 'claude' | 'command' | 'script';
  readonly provider: string;
  readonly model: string | null;
  readonly args: readonly string[];
  /**
   * `command`: argv template with `{taskId} {promptFile} {title} {plan} {worktree} {attempt}`. `claude`: its executable
   * when it is not `claude` on PATH, else empty. `script`: not used; `args[0]` may name the scenario file.
   */
  readonly command: readonly string[];
  readonly permissions: AgentPermissions;
}

export interface AgentPermissions {
  readonly mode: 'edits' | 'ask' | 'full';
  /** Rules in the agent's own syntax, e.g. `Bash(npm test:*)`. */
  readonly allow: readonly string[];
  /** False when nobody can answer (no terminal, no editor): what would be asked is denied and recorded. */
  readonly canAsk: boolean;
}

export interface AttemptLimits {
  readonly timeoutMs: number;
  /** No output for so long counts as silence: a notice, never a kill. */
  readonly silenceMs: number;
  readonly maxTurns: number;
  /** Bound of `raw.ndjson` and of `events.ndjson`, each; what comes after is counted, not kept. */
  readonly maxLogBytes: number;
  /** SIGTERM, then this long, then SIGKILL. */
  readonly graceMs: number;
  readonly maxTokens: number | null;
  readonly maxCostUsd: number | null;
}

/**
 * How an attempt ended. `transient` and `rateLimited` may be tried again later; `failed` is the agent's own failure
 * (exit code, refusal, bad log-in); `timedOut` and `overBudget` are limits of ours; `interrupted` was asked for by us;
 * `crashed`: the runner or the agent died without a word.
 */
export type AttemptOutcome =
  'finished' | 'failed' | 'transient' | 'rateLimited' | 'timedOut' | 'overBudget' | 'interrupted' | 'crashed';

/** What came of an attempt. */
export interface AttemptConclusion {
  readonly outcome: AttemptOutcome;
  /** One sentence for people; null when finished. */
  readonly reason: string | null;
  readonly session: string | null;
  readonly model: string | null;
  readonly usage: AttemptUsage;
  /** Tool calls that were denied, as `Tool: summary`. */
  readonly denied: readonly string[];
  /** The agent's last words. */
  readonly summary: string;
  /** Epoch ms at which a rate limit ends, when the provider said so. */
  readonly resetAt: number | null;
}

/**
 * `attempts/<task>/<n>/result.json`: written once, atomically, as the last act of the runner. `summary` has at most
 * 4,000 characters.
 */
export interface AttemptResult extends AttemptConclusion {
  readonly schema: 1;
  readonly attempt: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** `attempts/<task>/<n>/runner.json`: the process that hosts the attempt; its mtime is the heartbeat (every 2 s). */
export interface RunnerIdentity {
  readonly pid: number;
  /** As `adapters/process/identity.ts` tells it; with the pid it names one process for ever. */
  readonly startTime: string;
  readonly attempt: string;
}

/** Folder in `.tutti`: `<pid>.json` for each terminal that shows an attempt, while its process lives. */
export const terminalsFolder = 'terminals';

/** What such a file holds: how an editor knows its terminals again after a reload. */
export interface TerminalRecord {
  readonly pid: number;
  readonly startTime: string;
  /** Absolute path of the attempt's folder. */
  readonly folder: string;
}

/** One JSON object a line in `attempts/<task>/<n>/inbox.ndjson`; the runner acts on each line once, in order. */
export type AttemptMessage =
  | { readonly type: 'say'; readonly text: string }
  | {
      readonly type: 'answerPermission';
      readonly id: string;
      readonly allow: boolean;
      readonly forRun: boolean;
    }
  | { readonly type: 'answerQuestion'; readonly id: string; readonly answer: string }
  /** Interrupt the agent; the attempt ends as `interrupted`. */
  | { readonly type: 'stop'; readonly reason: string };

/**
 * Content of `attempts/<task>/<n>/start-token` (mode 0600). The runner that renames it may start the agent, and
 * removes it at once after reading. It is void once another process owns the repository.
 */
export interface StartToken {
  readonly generation: number;
  /** Added to the agent's environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * In the environment of every process of an attempt, a gate or a setup command, so that strays can be found. Its value
 * has the absolute path of the folder that they work for: another repository may have a run of the same name.
 */
export const attemptMarkerVariable = 'TUTTI_ATTEMPT';

/** Names of the files in an attempt's folder. */
export const attemptFiles = {
  spec: 'spec.json',
  prompt: 'prompt.md',
  startToken: 'start-token',
  startTokenClaimed: 'start-token.claimed',
  runner: 'runner.json',
  events: 'events.ndjson',
  raw: 'raw.ndjson',
  inbox: 'inbox.ndjson',
  result: 'result.json',
} as const;
