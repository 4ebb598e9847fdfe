import { isAttemptEventBody } from '../../shared/attemptGuards.ts';
import type { AttemptConclusion, AttemptOutcome } from '../../shared/attempt.ts';
import { noUsage, type AttemptEventBody, type AttemptUsage } from '../../shared/attemptEvent.ts';
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
} from './adapter.ts';
import { numberField, parseRecord, textField, type JsonRecord } from './jsonFields.ts';
import { nobodyCanAnswer, PermissionDesk } from './permissionDesk.ts';
import { cutText, oneLine } from './summarize.ts';

interface ScriptEnd {
  readonly outcome: AttemptOutcome;
  readonly reason: string | null;
  readonly resetAt: number | null;
}

const endings: readonly AttemptOutcome[] = ['finished', 'failed', 'transient', 'rateLimited'];

/**
 * The embedded stand-in agent. It prints events of the common vocabulary, one JSON object a line, and as its last
 * word `{"type":"end","outcome":…,"reason":…,"resetAt":…}`; it reads `{"type":"prompt","text":…}` and then the messages
 * of the inbox on stdin.
 */
export class ScriptConversation implements AgentConversation {
  readonly #context: AgentContext;
  readonly #desk: PermissionDesk;
  readonly #denied: string[] = [];
  readonly #session: string;
  #usage: AttemptUsage = noUsage;
  #lastText = '';
  #end: ScriptEnd | null = null;

  constructor(context: AgentContext) {
    this.#context = context;
    this.#desk = new PermissionDesk(context.spec.agent.permissions);
    this.#session = context.spec.resumeSession ?? context.spec.newSession;
  }

  launch(): AgentLaunch {
    const { spec, prompt, scriptAgent } = this.#context;
    const [command, ...args] = scriptAgent;
    return {
      command,
      args: [...args, ...spec.agent.args],
      env: {
        TUTTI_PLAN: spec.plan,
        TUTTI_ATTEMPT_NUMBER: String(spec.number),
        ...(process.versions['electron'] === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' }),
      },
      input: `${JSON.stringify({ type: 'prompt', text: prompt })}\n`,
      keepsInputOpen: true,
    };
  }

  read({ stream, text }: AgentLine): AgentReaction {
    const record = stream === 'stdout' ? parseRecord(text) : null;
    if (record?.['type'] === 'end') return this.#readEnd(record);
    const event: unknown = record;
    if (isAttemptEventBody(event)) return this.#readEvent(event);
    return react({ type: 'output', stream, text: cutText(text, 8_000) });
  }

  deliver(message: PersonMessage): AgentReaction {
    const passed = this.#replying(message);
    switch (message.type) {
      case 'say':
        return { ...passed, events: [{ type: 'userMessage', text: message.text }] };
      case 'answerQuestion':
        return { ...passed, events: [{ type: 'questionAnswered', id: message.id, answer: message.answer }] };
      case 'answerPermission': {
        const { id, allow, forRun } = message;
        const request = this.#desk.answer(id, allow, forRun);
        if (request === null) return noReaction;
        const answered = { type: 'permissionAnswered', id, allowed: allow } as const;
        return {
          ...passed,
          events: allow ? [answered] : [answered, ...this.#deny(request.tool, request.summary)],
        };
      }
    }
  }

  conclude({ exitCode, signal }: AgentEnd): AttemptConclusion {
    const how = signal ?? `exit code ${String(exitCode)}`;
    const died: ScriptEnd = {
      outcome: 'crashed',
      reason: `The agent ended without a result (${how})`,
      resetAt: null,
    };
    return {
      ...(this.#end ?? died),
      session: this.#session,
      model: null,
      usage: this.#usage,
      denied: this.#denied,
      summary: this.#lastText,
    };
  }

  sessionTotals(): null {
    return null;
  }

  #readEvent(event: AttemptEventBody): AgentReaction {
    if (event.type === 'sessionStarted') return react({ ...event, session: this.#session });
    if (event.type === 'permissionAsked') return this.#askPermission(event);
    if (event.type === 'questionAsked' && !this.#context.spec.agent.permissions.canAsk) {
      return this.#replying({
        type: 'answerQuestion',
        id: event.id,
        answer: 'Nobody can answer: decide by yourself.',
      });
    }
    if (event.type === 'usage') this.#usage = event;
    if (event.type === 'text') this.#lastText = event.text;
    return react(event);
  }

  #readEnd(record: JsonRecord): AgentReaction {
    const said = textField(record, 'outcome');
    const outcome = endings.find((one) => one === said) ?? 'failed';
    this.#end = { outcome, reason: textField(record, 'reason'), resetAt: numberField(record, 'resetAt') };
    return { ...noReaction, phase: 'done' };
  }

  #askPermission(event: {
    type: 'permissionAsked';
    id: string;
    tool: string;
    summary: string;
  }): AgentReaction {
    const { id, tool, summary } = event;
    switch (this.#desk.ask(event)) {
      case 'allowed':
        return this.#replying({ type: 'answerPermission', id, allow: true, forRun: true });
      case 'denied': {
        const denied = this.#replying({ type: 'answerPermission', id, allow: false, forRun: false });
        const notice = { type: 'notice', level: 'warning', text: nobodyCanAnswer(tool) } as const;
        return { ...denied, events: [notice, ...this.#deny(tool, summary)] };
      }
      case 'asked':
        return react(event);
    }
  }

  #deny(tool: string, summary: string): AgentReaction['events'] {
    this.#denied.push(`${tool}: ${oneLine(summary)}`);
    return [{ type: 'denied', tool, summary }];
  }

  #replying(message: PersonMessage): AgentReaction {
    return { events: [], replies: [JSON.stringify(message)], phase: null };
  }
}
