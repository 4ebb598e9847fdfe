import { existsSync } from 'node:fs';
import type { AgentConversation, AgentEnd, AgentLine, AgentReaction } from '../adapters/agents/adapter.ts';
import { descendantsOf } from '../adapters/process/descendants.ts';
import type { ProcessIdentity } from '../adapters/process/identity.ts';
import { endMarked, endProcesses, endTree } from '../adapters/process/terminate.ts';
import {
  type AttemptMessage,
  type AttemptOutcome,
  type AttemptResult,
  type AttemptSpec,
  type StartToken,
} from '../shared/attempt.ts';
import type { AttemptEventBody } from '../shared/attemptEvent.ts';
import { agentEnvironment } from './agentEnvironment.ts';
import { AgentProcess } from './agentProcess.ts';
import { AttemptClock } from './attemptClock.ts';
import type { AttemptFolder } from './attemptFolder.ts';
import { AttemptLog } from './attemptLog.ts';
import { budgetBreach } from './budget.ts';
import { scriptAgentCommand, startConversation } from './conversation.ts';
import { followInbox } from './inbox.ts';
import { OpenRequests } from './openRequests.ts';
import { redactorFor } from './redaction.ts';
import { Renderer } from './render.ts';
import { earlierTotals, writeSessionTotals } from './sessionFile.ts';
import type { Terminal } from './terminal.ts';

export interface HostOptions {
  readonly folder: AttemptFolder;
  readonly spec: AttemptSpec;
  readonly token: StartToken;
  readonly terminal: Terminal;
  /** Path of the runner's own entry, beside which the stand-in agent's lies. */
  readonly entry: string;
}

interface Cause {
  readonly outcome: AttemptOutcome;
  readonly reason: string;
}

const maxSummaryLength = 4_000;

/**
 * Hosts one attempt: starts the agent, turns its output into events, forwards messages, keeps its limits, and ends
 * it. The chart of its life:
 *
 *     working ── last word ──> closing (input closed) ── grace ──> ended by signal
 *        │  ^── goes on ──────────┘
 *        └── limit, stop, SIGTERM ──> ended by signal
 *     any ── exit ──> strays ended ──> output read ──> concluded ──> result.json
 */
export class AttemptHost {
  readonly #options: HostOptions;
  readonly #marker: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #log: AttemptLog;
  readonly #redact: (text: string) => string;
  readonly #renderer: Renderer;
  readonly #open = new OpenRequests();
  readonly #impatience = new AbortController();
  readonly #startedAt = Date.now();
  #conversation: AgentConversation | null = null;
  #agent: AgentProcess | null = null;
  #clock: AttemptClock | null = null;
  #cause: Cause | null = null;
  #closing: NodeJS.Timeout | null = null;
  #descendants: readonly ProcessIdentity[] = [];
  #ending: Promise<void> | null = null;

  constructor(options: HostOptions) {
    const { spec, token, folder, terminal } = options;
    this.#options = options;
    this.#marker = folder.path;
    this.#env = agentEnvironment(spec, token, this.#marker);
    this.#redact = redactorFor(this.#env);
    this.#log = new AttemptLog(folder, spec.limits.maxLogBytes, this.#redact);
    this.#renderer = new Renderer(terminal.colored);
  }

  /** To the very end of the attempt; writes `result.json` as its last act. */
  async run(): Promise<AttemptResult> {
    const { folder, spec } = this.#options;
    const conversation = await startConversation({
      spec,
      prompt: folder.readPrompt(),
      promptFile: folder.file('prompt'),
      earlier: spec.resumeSession === null ? null : earlierTotals(folder.path, spec.resumeSession),
      scriptAgent: scriptAgentCommand(this.#options.entry),
      now: Date.now,
    });
    this.#conversation = conversation;
    const agent = this.#start(conversation);
    try {
      return await this.#follow(conversation, agent);
    } catch (error) {
      // Whatever broke, no agent goes on without its host.
      this.#endAgent();
      await this.#ending;
      throw error;
    }
  }

  /** Ends the agent; the attempt counts as interrupted. Asked a second time, it does not wait for the grace. */
  interrupt(reason: string): void {
    if (this.#cause !== null) this.#impatience.abort();
    this.#end('interrupted', reason);
  }

  /** Something of our own broke: the agent must not go on unattended. */
  abandon(reason: string): void {
    this.#end('crashed', reason);
  }

  /** A line that a person typed. */
  typed(line: string): void {
    if (line.trim() !== '') this.deliver(this.#open.readTyped(line));
  }

  deliver(message: AttemptMessage): void {
    if (message.type === 'stop') this.interrupt(message.reason);
    else if (this.#conversation !== null) this.#apply(this.#conversation.deliver(message));
  }

  async #follow(conversation: AgentConversation, agent: AgentProcess): Promise<AttemptResult> {
    const { folder } = this.#options;
    const inbox = followInbox(folder.file('inbox'), (message) => this.deliver(message));
    const end = await agent.exited;
    this.#clock?.dispose();
    await this.#endStrays(agent);
    await agent.closeOutput();
    inbox.dispose();
    return this.#conclude(conversation, agent, end);
  }

  #start(conversation: AgentConversation): AgentProcess {
    const { spec } = this.#options;
    const launch = conversation.launch();
    const env = { ...this.#env, ...launch.env };
    const agent = new AgentProcess({ launch, cwd: spec.worktree, env, onLine: (line) => this.#read(line) });
    this.#agent = agent;
    this.#clock = new AttemptClock({
      timeoutMs: spec.limits.timeoutMs,
      silenceMs: spec.limits.silenceMs,
      onTimeout: () =>
        this.#end('timedOut', `The attempt reached its time limit of ${minutes(spec.limits.timeoutMs)}`),
      onSilence: () => this.#notice('warning', `No output for ${minutes(spec.limits.silenceMs)}`),
    });
    if (agent.pid !== undefined) {
      const command = [launch.command, ...launch.args].join(' ').slice(0, 2_000);
      this.#emit({ type: 'agentStarted', pid: agent.pid, command });
    }
    if (this.#cause !== null) this.#endAgent();
    return agent;
  }

  #read(line: AgentLine): void {
    this.#clock?.heard();
    this.#log.raw(line);
    if (line.cutBytes > 0) {
      this.#notice(
        'warning',
        `A line of output was too long: its last ${String(line.cutBytes)} bytes were left out`,
      );
    }
    if (this.#conversation !== null) this.#apply(this.#conversation.read(line));
  }

  #apply(reaction: AgentReaction): void {
    for (const event of reaction.events) this.#emit(event);
    for (const reply of reaction.replies) {
      if (this.#agent?.send(reply) === false) {
        this.#notice('warning', 'The agent takes no more input: a message was not delivered');
      }
    }
    if (reaction.phase === 'done') this.#close();
    else if (reaction.phase === 'working' && this.#closing !== null) {
      clearTimeout(this.#closing);
      this.#closing = null;
    }
  }

  #emit(event: AttemptEventBody): void {
    this.#open.track(event);
    this.#clock?.setPaused(!this.#open.isEmpty);
    const written = this.#log.event(event);
    const text = written ? this.#renderer.event(event) : null;
    if (text !== null) this.#options.terminal.line(this.#redact(text));
    const breach = event.type === 'usage' ? budgetBreach(event, this.#options.spec.limits) : null;
    if (breach !== null) this.#end('overBudget', breach);
  }

  #notice(level: 'info' | 'warning' | 'error', text: string): void {
    this.#emit({ type: 'notice', level, text });
  }

  /** The agent said its last word: it may leave by itself for as long as the grace. */
  #close(): void {
    const pid = this.#agent?.pid;
    if (pid === undefined || this.#cause !== null) return;
    this.#descendants = descendantsOf(pid);
    this.#agent?.closeInput();
    this.#closing ??= setTimeout(() => this.#endAgent(), this.#options.spec.limits.graceMs);
  }

  #end(outcome: AttemptOutcome, reason: string): void {
    if (this.#cause !== null) return;
    // After its last word the agent is only being put away: nothing else can become of the attempt.
    if (this.#closing === null) this.#cause = { outcome, reason };
    this.#notice('warning', reason);
    this.#endAgent();
  }

  #endAgent(): void {
    const pid = this.#agent?.pid;
    if (pid === undefined) return;
    const { graceMs } = this.#options.spec.limits;
    this.#ending ??= endTree(pid, { graceMs, signal: this.#impatience.signal });
  }

  /** What the agent started and left behind: known from before its end, or by the marker in its environment. */
  async #endStrays(agent: AgentProcess): Promise<void> {
    if (this.#closing !== null) clearTimeout(this.#closing);
    if (agent.pid === undefined) return;
    const options = { graceMs: this.#options.spec.limits.graceMs, signal: this.#impatience.signal };
    await this.#ending;
    await endProcesses(this.#descendants, options);
    const strays = await endMarked(this.#marker, options);
    if (strays > 0) this.#notice('info', `Ended ${String(strays)} processes that the agent left behind`);
  }

  #conclude(conversation: AgentConversation, agent: AgentProcess, end: AgentEnd): AttemptResult {
    const { folder, spec } = this.#options;
    const fault = agent.pid === undefined ? this.#startFault(agent.startFault) : null;
    const said = conversation.conclude(end);
    const verdict = this.#cause ?? fault ?? said;
    const losses = this.#log.losses();
    if (losses !== null) this.#notice('warning', losses);
    this.#log.close();
    const totals = conversation.sessionTotals();
    if (totals !== null) writeSessionTotals(folder.path, totals);
    const result: AttemptResult = {
      schema: 1,
      attempt: spec.attempt,
      outcome: verdict.outcome,
      reason: verdict.reason === null ? null : this.#redact(verdict.reason),
      exitCode: end.exitCode,
      signal: end.signal,
      session: said.session,
      model: said.model,
      usage: said.usage,
      denied: said.denied.map(this.#redact),
      summary: this.#redact(said.summary).slice(0, maxSummaryLength),
      resetAt: said.resetAt,
      startedAt: this.#startedAt,
      endedAt: Date.now(),
    };
    this.#options.terminal.line(this.#renderer.result(result));
    folder.writeResult(result);
    return result;
  }

  #startFault(error: Error | null): Cause {
    const { agent, worktree } = this.#options.spec;
    // The system says ENOENT for both.
    const reason = existsSync(worktree)
      ? `The agent \`${agent.name}\` could not be started: ${error?.message ?? 'unknown error'}`
      : `The worktree ${worktree} does not exist`;
    return { outcome: 'failed', reason };
  }
}

function minutes(ms: number): string {
  return ms < 60_000 ? `${String(ms / 1_000)} s` : `${String(Math.round(ms / 60_000))} min`;
}
