import { stripVTControlCharacters } from 'node:util';
import type { AttemptResult } from '../shared/attempt.ts';
import type { AttemptEventBody } from '../shared/attemptEvent.ts';

type Style = 'dim' | 'bold' | 'red' | 'green' | 'yellow' | 'cyan';

const codes: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  dim: [2, 22],
  bold: [1, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

const levelStyles = { info: 'dim', warning: 'yellow', error: 'red' } as const;

/** Makes events readable on a terminal. What agents say is stripped of all control characters first. */
export class Renderer {
  readonly #colored: boolean;

  constructor(colored: boolean) {
    this.#colored = colored;
  }

  /** Text of one or more lines; null for events that are not shown. */
  event(event: AttemptEventBody): string | null {
    switch (event.type) {
      case 'agentStarted':
        return this.#paint('dim', `▶ ${clean(event.command)}`);
      case 'sessionStarted':
        return this.#paint(
          'dim',
          `session ${clean(event.session)}${event.model === null ? '' : ` · ${clean(event.model)}`}`,
        );
      case 'text':
        return clean(event.text);
      case 'thinking':
        return this.#paint('dim', clean(event.text));
      case 'toolStarted':
        return `${this.#paint('cyan', `● ${clean(event.tool)}`)} ${clean(event.summary)}`;
      case 'toolEnded':
        return event.failed ? this.#paint('red', `  ✗ ${clean(event.summary)}`) : null;
      case 'retrying': {
        const seconds = (event.delayMs / 1_000).toFixed(1);
        return this.#paint(
          'yellow',
          `↻ ${clean(event.error)}: again in ${seconds} s (${String(event.attempt)})`,
        );
      }
      case 'permissionAsked':
        return this.#paint(
          'bold',
          `? May it use ${clean(event.tool)}: ${clean(event.summary)}   [y]es [a]lways [n]o`,
        );
      case 'permissionAnswered':
        return this.#paint('dim', event.allowed ? '  allowed' : '  denied');
      case 'questionAsked':
        return this.#question(event.question, event.options);
      case 'questionAnswered':
        return this.#paint('dim', `  answered: ${clean(event.answer)}`);
      case 'denied':
        return this.#paint('yellow', `⊘ denied ${clean(event.tool)}: ${clean(event.summary)}`);
      case 'userMessage':
        return this.#paint('green', `> ${clean(event.text)}`);
      case 'output':
        return event.stream === 'stderr' ? this.#paint('dim', clean(event.text)) : clean(event.text);
      case 'notice':
        return this.#paint(levelStyles[event.level], `! ${clean(event.text)}`);
      case 'usage':
      case 'progress':
        return null;
    }
  }

  result(result: AttemptResult): string {
    const { outcome, reason, usage } = result;
    const seconds = Math.round((result.endedAt - result.startedAt) / 1_000);
    const cost = usage.costUsd === null ? '' : ` · $${usage.costUsd.toFixed(2)}`;
    const tokens = usage.inputTokens + usage.outputTokens;
    const facts = `${String(seconds)} s${tokens === 0 ? '' : ` · ${String(tokens)} tokens`}${cost}`;
    const words = `${outcome}${reason === null ? '' : `: ${clean(reason)}`} (${facts})`;
    return this.#paint(outcome === 'finished' ? 'green' : 'red', `■ ${words}`);
  }

  #question(question: string, options: readonly string[]): string {
    const lines = options.map((option, index) => `    ${String(index + 1)}. ${clean(option)}`);
    return [this.#paint('bold', `? ${clean(question)}`), ...lines].join('\n');
  }

  #paint(style: Style, text: string): string {
    if (!this.#colored) return text;
    const [on, off] = codes[style];
    return `\u001B[${String(on)}m${text}\u001B[${String(off)}m`;
  }
}

/** Without escape sequences and control characters, but for line ends and tabs. */
export function clean(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what must not reach a terminal
  return stripVTControlCharacters(text).replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, '');
}
