import type { AttemptEventBody } from './attemptEvent.ts';

/**
 * What the embedded stand-in agent does, as JSON: for each task a list of attempts.
 *
 * ```json
 * { "tasks": {
 *     "1.1": [ { "steps": [ { "do": "write", "path": "a.txt", "text": "a\n" } ] } ],
 *     "auth/2.1": [
 *       { "steps": [ { "do": "say", "text": "first try" }, { "do": "wait", "ms": 500 } ] },
 *       { "when": "conflict", "steps": [ { "do": "replace", "path": "a.txt", "search": "a", "text": "b" } ] } ] } }
 * ```
 *
 * A task is found as `<plan>/<id>`, then as `<id>`. Of its attempts the first counts whose `when` (a regular
 * expression, case-insensitive) matches the prompt; else, among those without `when`, the one at the attempt's
 * number, or the last. A task without an entry appends a line to `tasks/<id>.txt`. Paths are relative to the
 * worktree; absolute ones are allowed. A path that must not be touched twice is the scenario's own business.
 */
export interface Scenario {
  readonly tasks: Readonly<Record<string, readonly ScenarioAttempt[]>>;
}

export interface ScenarioAttempt {
  readonly when?: string;
  readonly steps: readonly ScenarioStep[];
}

export type ScenarioStep =
  /** Whole file; folders are made. */
  | { readonly do: 'write' | 'append'; readonly path: string; readonly text: string }
  /** First occurrence; fails the attempt when it is not there. */
  | { readonly do: 'replace'; readonly path: string; readonly search: string; readonly text: string }
  | { readonly do: 'delete'; readonly path: string }
  | { readonly do: 'wait'; readonly ms: number }
  /** Until the file exists: how a test holds an agent without sleeping. */
  | { readonly do: 'waitFor'; readonly path: string }
  /** Until a person says something; its text is written to `path` when given. */
  | { readonly do: 'waitForMessage'; readonly path?: string }
  /** argv, no shell; the attempt fails when it exits with anything but 0. */
  | { readonly do: 'run'; readonly command: readonly string[] }
  /** Commits all that changed, as `Stand-in agent`. */
  | { readonly do: 'commit'; readonly message: string }
  | { readonly do: 'say' | 'think'; readonly text: string }
  /** Any event of the vocabulary, as it is. */
  | { readonly do: 'emit'; readonly event: AttemptEventBody }
  | {
      readonly do: 'usage';
      readonly inputTokens: number;
      readonly outputTokens: number;
      readonly costUsd?: number;
      readonly contextUsed?: number;
    }
  /** When denied the next steps still run, as with an agent that goes on without the tool. */
  | { readonly do: 'askPermission'; readonly tool: string; readonly summary: string }
  /** The answer is written to `path` when given. */
  | {
      readonly do: 'askQuestion';
      readonly question: string;
      readonly options: readonly string[];
      readonly path?: string;
    }
  | { readonly do: 'fail'; readonly message: string; readonly exitCode?: number }
  | { readonly do: 'transient'; readonly message: string }
  /** The provider's window closes: for so long from now, or without a time when absent. */
  | { readonly do: 'rateLimit'; readonly message: string; readonly resetInMs?: number }
  /** Dies at once by SIGKILL. */
  | { readonly do: 'crash' }
  /** For ever, silent. */
  | { readonly do: 'hang' }
  /** Says its last word, but does not exit. */
  | { readonly do: 'finishAndStay' }
  | { readonly do: 'ignoreSigterm' }
  /** So many bytes of plain text on stdout, in lines of `lineBytes` (default 1,000; 0: one line). */
  | { readonly do: 'flood'; readonly bytes: number; readonly lineBytes?: number }
  /** So many bytes that are no UTF-8, with control sequences of terminals in them. */
  | { readonly do: 'garbage'; readonly bytes: number }
  /** A process in a session of its own that outlives the agent; its pid is written to `path`. */
  | { readonly do: 'stray'; readonly path: string };
