/**
 * What an attempt's agent does, in one vocabulary for every agent CLI. One JSON object a line in
 * `attempts/<task>/<n>/events.ndjson`; `at` is epoch milliseconds. Readers skip types that they do not know.
 */
export type AttemptEvent = { readonly at: number } & AttemptEventBody;

export type AttemptEventBody =
  | { readonly type: 'agentStarted'; readonly pid: number; readonly command: string }
  | { readonly type: 'sessionStarted'; readonly session: string; readonly model: string | null }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string }
  | { readonly type: 'toolStarted'; readonly id: string; readonly tool: string; readonly summary: string }
  | { readonly type: 'toolEnded'; readonly id: string; readonly failed: boolean; readonly summary: string }
  /** Totals of this attempt so far, never of earlier attempts of a resumed session. */
  | ({ readonly type: 'usage' } & AttemptUsage)
  /** The agent retries a request by itself. */
  | { readonly type: 'retrying'; readonly attempt: number; readonly delayMs: number; readonly error: string }
  | { readonly type: 'permissionAsked'; readonly id: string; readonly tool: string; readonly summary: string }
  | { readonly type: 'permissionAnswered'; readonly id: string; readonly allowed: boolean }
  | {
      readonly type: 'questionAsked';
      readonly id: string;
      readonly question: string;
      readonly options: readonly string[];
    }
  | { readonly type: 'questionAnswered'; readonly id: string; readonly answer: string }
  | { readonly type: 'denied'; readonly tool: string; readonly summary: string }
  /** A message that a person sent to the agent while it worked. */
  | { readonly type: 'userMessage'; readonly text: string }
  /** A plain line of output of an agent without structured output. */
  | { readonly type: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** The runner's own word: a limit was reached, output was cut, a line could not be read. */
  | { readonly type: 'notice'; readonly level: 'info' | 'warning' | 'error'; readonly text: string }
  | { readonly type: 'progress'; readonly fraction: number };

/** Tokens and money of one attempt; `contextUsed` is the filled fraction of the context window, 0 to 1. */
export interface AttemptUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  readonly costUsd: number | null;
  readonly contextUsed: number | null;
}

export const noUsage: AttemptUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cachedTokens: 0,
  costUsd: null,
  contextUsed: null,
};
