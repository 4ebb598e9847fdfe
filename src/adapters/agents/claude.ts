import type { AttemptConclusion } from '../../shared/attempt.ts';
import type { AttemptEventBody } from '../../shared/attemptEvent.ts';
import {
  noReaction,
  react,
  type AgentContext,
  type AgentConversation,
  type AgentEnd,
  type AgentLaunch,
  type AgentLine,
  type AgentReaction,
  type PersonMessage,
  type SessionTotals,
} from './adapter.ts';
import { ClaudeDenials } from './claudeDenials.ts';
import { claudeLaunch, userMessage } from './claudeLaunch.ts';
import { judgeResult, type Verdict } from './claudeOutcome.ts';
import { ClaudeRequests } from './claudeRequests.ts';
import { summarizeCall, summarizeResult } from './claudeTools.ts';
import { ClaudeUsage } from './claudeUsage.ts';
import {
  numberField,
  parseRecord,
  recordField,
  recordsField,
  textField,
  type JsonRecord,
} from './jsonFields.ts';
import { resetTimeIn } from './resetTime.ts';
import { cutText, oneLine } from './summarize.ts';

const maxTextLength = 32_000;

/** Claude Code, driven headless. Protocol and behaviour: seen in 2.1.197 and 2.1.329; unknown lines are passed over. */
export class ClaudeConversation implements AgentConversation {
  readonly #context: AgentContext;
  readonly #usage: ClaudeUsage;
  readonly #requests: ClaudeRequests;
  /** Of this attempt: a resumed session may tell of older ones. */
  readonly #calls = new Map<string, { readonly summary: string }>();
  readonly #denials = new ClaudeDenials();
  #session: string;
  #model: string | null;
  #result: JsonRecord | null = null;
  #lastText = '';
  #resetAt: number | null = null;
  #lastError = '';

  constructor(context: AgentContext) {
    this.#context = context;
    this.#usage = new ClaudeUsage(context.earlier);
    const { agent, worktree } = context.spec;
    this.#requests = new ClaudeRequests(agent.permissions, worktree, this.#denials);
    this.#session = context.spec.resumeSession ?? context.spec.newSession;
    this.#model = context.spec.agent.model;
  }

  launch(): AgentLaunch {
    return claudeLaunch(this.#context);
  }

  read(line: AgentLine): AgentReaction {
    if (line.stream === 'stderr') return this.#readError(line.text);
    const record = parseRecord(line.text);
    if (record === null)
      return react({ type: 'output', stream: 'stdout', text: cutText(line.text, maxTextLength) });
    switch (textField(record, 'type') ?? '') {
      case 'system':
        return this.#readSystem(record);
      case 'assistant':
        return this.#readAssistant(record);
      case 'user':
        return this.#readUser(record);
      case 'result':
        return this.#readResult(record);
      case 'control_request':
        return this.#requests.read(record);
      case 'control_cancel_request':
        return this.#requests.withdraw(textField(record, 'request_id') ?? '');
      case 'rate_limit_event':
        return this.#readRateLimit(recordField(record, 'rate_limit_info'));
      default:
        return noReaction;
    }
  }

  deliver(message: PersonMessage): AgentReaction {
    if (message.type !== 'say') return this.#requests.answer(message);
    const { text } = message;
    return { events: [{ type: 'userMessage', text }], replies: [userMessage(text)], phase: null };
  }

  conclude(end: AgentEnd): AttemptConclusion {
    const { outcome, reason, sessionLost } = this.#judge(end);
    const words = this.#result === null ? '' : (textField(this.#result, 'result') ?? '');
    return {
      outcome,
      reason,
      session: sessionLost === true ? null : this.#session,
      model: this.#model,
      usage: this.#usage.current(),
      denied: this.#denials.list(),
      summary: words === '' ? this.#lastText : words,
      resetAt: outcome === 'rateLimited' ? (this.#resetAt ?? resetTimeIn(words, this.#context.now())) : null,
    };
  }

  sessionTotals(): SessionTotals {
    return this.#usage.sessionTotals(this.#session);
  }

  #judge({ exitCode, signal }: AgentEnd): Verdict {
    if (this.#result !== null) return judgeResult(this.#result);
    if (signal !== null || exitCode === null || exitCode > 128) {
      const how = signal ?? `exit code ${String(exitCode)}`;
      return { outcome: 'crashed', reason: `Claude Code ended without a result (${how})` };
    }
    // Wrong flags, a session id that is in use, root without leave: said on stderr only.
    const said = this.#lastError === '' ? `exit code ${String(exitCode)} without a result` : this.#lastError;
    return { outcome: exitCode === 0 ? 'crashed' : 'failed', reason: `Claude Code: ${said}` };
  }

  #readError(text: string): AgentReaction {
    if (text.trim() !== '') this.#lastError = oneLine(text, 300);
    return react({ type: 'output', stream: 'stderr', text: cutText(text, maxTextLength) });
  }

  #readSystem(line: JsonRecord): AgentReaction {
    switch (textField(line, 'subtype') ?? '') {
      case 'init':
        return this.#readInit(line);
      case 'api_retry': {
        const status = numberField(line, 'error_status');
        const error = textField(line, 'error') ?? 'unknown';
        return react({
          type: 'retrying',
          attempt: numberField(line, 'attempt') ?? 0,
          delayMs: numberField(line, 'retry_delay_ms') ?? 0,
          error: status === null ? error : `${error} (${String(status)})`,
        });
      }
      case 'permission_denied':
        return react(...this.#deny(line));
      case 'model_fallback':
        return notice('warning', 'The model is overloaded; Claude Code goes on with its fallback');
      case 'compact_boundary':
        return notice('info', 'The context was compacted');
      default:
        return noReaction;
    }
  }

  /** Printed at the start of every turn; only the first one is news. */
  #readInit(line: JsonRecord): AgentReaction {
    const isFirst = this.#result === null;
    this.#session = textField(line, 'session_id') ?? this.#session;
    this.#model = textField(line, 'model') ?? this.#model;
    const events: readonly AttemptEventBody[] = isFirst
      ? [{ type: 'sessionStarted', session: this.#session, model: this.#model }]
      : [];
    return { events, replies: [], phase: 'working' };
  }

  #readAssistant(line: JsonRecord): AgentReaction {
    const message = recordField(line, 'message');
    const events: AttemptEventBody[] = [];
    for (const block of recordsField(message, 'content')) events.push(...this.#readBlock(block));
    if (line['is_api_error_message'] === true || textField(message, 'model') === '<synthetic>') {
      return react(...events.map(asErrorNotice));
    }
    const isMainAgent = (textField(line, 'parent_tool_use_id') ?? '') === '';
    this.#usage.addMessage(textField(message, 'id') ?? '', recordField(message, 'usage'), isMainAgent);
    events.push({ type: 'usage', ...this.#usage.current() });
    return react(...events);
  }

  #readBlock(block: JsonRecord): readonly AttemptEventBody[] {
    switch (textField(block, 'type') ?? '') {
      case 'text': {
        this.#lastText = textField(block, 'text') ?? '';
        return [{ type: 'text', text: cutText(this.#lastText, maxTextLength) }];
      }
      case 'thinking':
        return [{ type: 'thinking', text: cutText(textField(block, 'thinking') ?? '', maxTextLength) }];
      case 'tool_use': {
        const id = textField(block, 'id') ?? '';
        const tool = textField(block, 'name') ?? 'a tool';
        const summary = summarizeCall(recordField(block, 'input'), this.#context.spec.worktree);
        this.#calls.set(id, { summary });
        return [{ type: 'toolStarted', id, tool, summary }];
      }
      default:
        return [];
    }
  }

  #readUser(line: JsonRecord): AgentReaction {
    const results = recordsField(recordField(line, 'message'), 'content').filter(
      (block) => block['type'] === 'tool_result',
    );
    return react(
      ...results.map((block): AttemptEventBody => {
        const id = textField(block, 'tool_use_id') ?? '';
        return { type: 'toolEnded', id, failed: block['is_error'] === true, summary: summarizeResult(block) };
      }),
    );
  }

  #readResult(line: JsonRecord): AgentReaction {
    this.#result = line;
    this.#session = textField(line, 'session_id') ?? this.#session;
    this.#usage.endTurn(line);
    const events: AttemptEventBody[] = [{ type: 'usage', ...this.#usage.current() }];
    for (const denial of recordsField(line, 'permission_denials')) {
      if (this.#calls.has(textField(denial, 'tool_use_id') ?? '')) events.push(...this.#deny(denial));
    }
    const waiting = numberField(line, 'queued_turn_count') ?? 0;
    return { events, replies: [], phase: waiting > 0 ? 'working' : 'done' };
  }

  #readRateLimit(info: JsonRecord): AgentReaction {
    // In seconds; older clients of this event were told milliseconds.
    const resetsAt = numberField(info, 'resetsAt');
    const status = textField(info, 'status');
    if (status !== 'rejected') return noReaction;
    if (resetsAt !== null) this.#resetAt = resetsAt < 1e11 ? resetsAt * 1000 : resetsAt;
    return notice('warning', `The usage limit (${textField(info, 'rateLimitType') ?? 'unknown'}) is reached`);
  }

  #deny(facts: JsonRecord): readonly AttemptEventBody[] {
    const id = textField(facts, 'tool_use_id') ?? '';
    return this.#denials.add(
      id,
      textField(facts, 'tool_name') ?? 'a tool',
      this.#calls.get(id)?.summary ?? '',
    );
  }
}

function notice(level: 'info' | 'warning' | 'error', text: string): AgentReaction {
  return react({ type: 'notice', level, text });
}

function asErrorNotice(event: AttemptEventBody): AttemptEventBody {
  return event.type === 'text' ? { type: 'notice', level: 'error', text: event.text } : event;
}
