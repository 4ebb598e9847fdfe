import type { AttemptEventBody } from '../../shared/attemptEvent.ts';
import { oneLine } from './summarize.ts';

/** Denied tool calls, each once: the same one is told by the control channel, by an event and in the result. */
export class ClaudeDenials {
  readonly #calls = new Set<string>();
  readonly #list: string[] = [];

  add(call: string, tool: string, summary: string): readonly AttemptEventBody[] {
    if (this.#calls.has(call)) return [];
    this.#calls.add(call);
    this.#list.push(`${tool}: ${oneLine(summary)}`);
    return [{ type: 'denied', tool, summary }];
  }

  /** As `Tool: summary`. */
  list(): readonly string[] {
    return this.#list;
  }
}
