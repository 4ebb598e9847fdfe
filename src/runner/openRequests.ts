import type { AttemptMessage } from '../shared/attempt.ts';
import type { AttemptEventBody } from '../shared/attemptEvent.ts';

interface OpenQuestion {
  readonly kind: 'question';
  readonly id: string;
  readonly options: readonly string[];
}

type OpenRequest = OpenQuestion | { readonly kind: 'permission'; readonly id: string };

/** What the agent waits for a person to answer, oldest first. */
export class OpenRequests {
  readonly #open: OpenRequest[] = [];

  get isEmpty(): boolean {
    return this.#open.length === 0;
  }

  track(event: AttemptEventBody): void {
    const { type } = event;
    if (type === 'permissionAsked') this.#open.push({ kind: 'permission', id: event.id });
    if (type === 'questionAsked') this.#open.push({ kind: 'question', id: event.id, options: event.options });
    if (type === 'permissionAnswered' || type === 'questionAnswered') this.#close(event.id);
  }

  /** What a typed line means: `y`, `a` (for the run) or `n` to a permission, an option's number, else a message. */
  readTyped(line: string): AttemptMessage {
    const [first] = this.#open;
    const text = line.trim();
    if (first === undefined) return { type: 'say', text };
    if (first.kind === 'question') {
      const answer = first.options[Number(text) - 1] ?? text;
      return { type: 'answerQuestion', id: first.id, answer };
    }
    const { id } = first;
    if (/^(?:y|yes)$/i.test(text)) return { type: 'answerPermission', id, allow: true, forRun: false };
    if (/^(?:a|always)$/i.test(text)) return { type: 'answerPermission', id, allow: true, forRun: true };
    if (/^(?:n|no)$/i.test(text)) return { type: 'answerPermission', id, allow: false, forRun: false };
    return { type: 'say', text };
  }

  #close(id: string): void {
    const index = this.#open.findIndex((one) => one.id === id);
    if (index !== -1) this.#open.splice(index, 1);
  }
}
