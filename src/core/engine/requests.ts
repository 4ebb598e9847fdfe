import type { AttemptEvent } from '../../shared/attemptEvent.ts';
import type { Need, RunEvent } from './events.ts';
import type { NodeState } from './state.ts';

interface OpenRequests {
  readonly attempt: number;
  /** By id, oldest first. */
  readonly needs: Map<string, Need>;
}

/**
 * What live agents ask for. An agent may ask several things at once, a person is shown one after the other; and a
 * transcript that is read again must not ask again for what was answered.
 */
export class Requests {
  readonly #open = new Map<string, OpenRequests>();

  /** Takes in new events of a task's present attempt; the run events that follow from them. */
  take(node: NodeState, events: readonly AttemptEvent[]): readonly RunEvent[] {
    const { needs } = this.#of(node);
    const answers = new Map<string, string>();
    for (const event of events) {
      switch (event.type) {
        case 'permissionAsked':
        case 'questionAsked':
          needs.set(event.id, needOf(event));
          break;
        case 'permissionAnswered':
          answers.set(event.id, event.allowed ? 'allowed' : 'denied');
          break;
        case 'questionAnswered':
          answers.set(event.id, event.answer);
          break;
        default:
          break;
      }
    }
    for (const id of answers.keys()) needs.delete(id);
    return followUp(node, needs, answers);
  }

  #of(node: NodeState): OpenRequests {
    const known = this.#open.get(node.ref);
    if (known?.attempt === node.attempts.length) return known;
    const fresh = { attempt: node.attempts.length, needs: new Map<string, Need>() };
    this.#open.set(node.ref, fresh);
    return fresh;
  }
}

function needOf(event: AttemptEvent & { readonly type: 'permissionAsked' | 'questionAsked' }): Need {
  if (event.type === 'permissionAsked') {
    const message = `Its agent asks for ${event.tool}: ${event.summary}`;
    return { kind: 'permission', message, request: event.id };
  }
  const { question, options, id: request } = event;
  if (options.length === 0) return { kind: 'question', message: question, request };
  return { kind: 'question', message: `${question} (${options.join(' | ')})`, request, options };
}

function followUp(
  node: NodeState,
  needs: ReadonlyMap<string, Need>,
  answers: ReadonlyMap<string, string>,
): readonly RunEvent[] {
  const { status } = node;
  const task = node.ref;
  const [next] = needs.values();
  const asked: readonly RunEvent[] = next === undefined ? [] : [{ type: 'personNeeded', task, need: next }];
  if (status.name === 'running') return asked;
  if (status.name !== 'needs-you' || !status.live) return [];
  const answer = answers.get(status.need.request ?? '');
  return answer === undefined ? [] : [{ type: 'personAnswered', task, answer }, ...asked];
}
