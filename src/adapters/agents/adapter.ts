import type { AttemptConclusion, AttemptMessage, AttemptSpec } from '../../shared/attempt.ts';
import type { AttemptEventBody } from '../../shared/attemptEvent.ts';

/** All that an adapter may know of the attempt that it plays. */
export interface AgentContext {
  readonly spec: AttemptSpec;
  readonly prompt: string;
  /** Absolute path of the file that holds the prompt. */
  readonly promptFile: string;
  /** What the earlier attempts of a resumed session had used up; null: not known, or a new session. */
  readonly earlier: SessionTotals | null;
  /** argv of the embedded stand-in agent. */
  readonly scriptAgent: readonly [command: string, ...args: string[]];
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** How to start the agent: never through a shell. */
export interface AgentLaunch {
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the environment; undefined removes a variable. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Written to stdin at once. */
  readonly input: string;
  /** Whether stdin stays open for messages until the agent is done. */
  readonly keepsInputOpen: boolean;
}

/** A line that the agent printed, without its end; `cutBytes` were left out when it was too long. */
export interface AgentLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  readonly cutBytes: number;
}

/** What follows from a line or a message. */
export interface AgentReaction {
  readonly events: readonly AttemptEventBody[];
  /** Lines for the agent's stdin, without their end. */
  readonly replies: readonly string[];
  /** `done`: the agent said its last word and may be ended; `working`: it went on after all; null: no change. */
  readonly phase: 'working' | 'done' | null;
}

export const noReaction: AgentReaction = { events: [], replies: [], phase: null };

export function react(...events: readonly AttemptEventBody[]): AgentReaction {
  return { events, replies: [], phase: null };
}

export interface AgentEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/** Cumulative figures of a session as its CLI reports them; `session.json` in an attempt's folder. */
export interface SessionTotals {
  readonly session: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  readonly costUsd: number;
  readonly contextWindow: number | null;
}

export type PersonMessage = Exclude<AttemptMessage, { readonly type: 'stop' }>;

/** One attempt of one agent CLI: launch once, feed lines and messages, ask for the conclusion after its end. */
export interface AgentConversation {
  launch(): AgentLaunch;
  read(line: AgentLine): AgentReaction;
  deliver(message: PersonMessage): AgentReaction;
  /** The adapter's judgement; limits and interruptions of the runner come before it, and it cuts the summary. */
  conclude(end: AgentEnd): AttemptConclusion;
  /** For the next attempt of the same session; null for agents without sessions. */
  sessionTotals(): SessionTotals | null;
}
