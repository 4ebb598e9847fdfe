import type { AttemptConclusion } from '../../shared/attempt.ts';
import { noUsage } from '../../shared/attemptEvent.ts';
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
import { cutText, oneLine } from './summarize.ts';

/** Exit code by which a program says "try again later": EX_TEMPFAIL of sysexits.h. */
const tryAgainLater = 75;

const maxTextLength = 8_000;

/** Any program: the prompt is on its stdin and in a file, its exit code decides, what it prints is shown. */
export class CommandConversation implements AgentConversation {
  readonly #context: AgentContext;
  #lastLine = '';

  constructor(context: AgentContext) {
    this.#context = context;
  }

  launch(): AgentLaunch {
    const [command = '', ...args] = fillTemplate(this.#context);
    return { command, args, env: {}, input: this.#context.prompt, keepsInputOpen: false };
  }

  read({ stream, text }: AgentLine): AgentReaction {
    const shown = cutText(text, maxTextLength);
    if (shown.trim() === '') return noReaction;
    this.#lastLine = shown;
    return react({ type: 'output', stream, text: shown });
  }

  deliver(message: PersonMessage): AgentReaction {
    if (message.type !== 'say') return noReaction;
    const text = 'This agent takes no messages while it works: the message was not delivered';
    return react({ type: 'notice', level: 'warning', text });
  }

  conclude({ exitCode, signal }: AgentEnd): AttemptConclusion {
    const base = {
      session: null,
      model: null,
      usage: noUsage,
      denied: [],
      summary: this.#lastLine,
      resetAt: null,
    };
    if (exitCode === 0) return { ...base, outcome: 'finished', reason: null };
    const words = this.#lastLine === '' ? '' : `: ${oneLine(this.#lastLine)}`;
    if (exitCode === null) {
      const reason = `The agent's command was ended by ${signal ?? 'an unknown signal'}${words}`;
      return { ...base, outcome: 'crashed', reason };
    }
    const reason = `The agent's command ended with exit code ${String(exitCode)}${words}`;
    return { ...base, outcome: exitCode === tryAgainLater ? 'transient' : 'failed', reason };
  }

  sessionTotals(): null {
    return null;
  }
}

/**
 * argv of the profile with `{taskId} {promptFile} {title} {plan} {worktree} {attempt}` put in. A value never becomes
 * more than a part of the one element that it stands in.
 */
export function fillTemplate({
  spec,
  promptFile,
}: Pick<AgentContext, 'spec' | 'promptFile'>): readonly string[] {
  const values: Readonly<Record<string, string>> = {
    taskId: spec.taskId,
    promptFile,
    title: spec.title,
    plan: spec.plan,
    worktree: spec.worktree,
    attempt: String(spec.number),
  };
  return [...spec.agent.command, ...spec.agent.args].map((element) =>
    // NUL can't stand in an argument; the system call would refuse all of it.
    element.replaceAll(/\{(\w+)\}/g, (text, name: string) => values[name] ?? text).replaceAll('\0', ''),
  );
}
