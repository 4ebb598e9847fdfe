import type { AttemptEvent } from '../../shared/attemptEvent.ts';
import type { RunEvent } from './events.ts';
import type { NodeState } from './state.ts';

/** What an agent's question, or the answer to it, means for its task; null for any other event. */
export function requestEvent(node: NodeState, event: AttemptEvent): RunEvent | null {
  const task = node.ref;
  const { name } = node.status;
  switch (event.type) {
    case 'permissionAsked': {
      const message = `Its agent asks for ${event.tool}: ${event.summary}`;
      return name === 'running'
        ? { type: 'personNeeded', task, need: { kind: 'permission', message, request: event.id } }
        : null;
    }
    case 'questionAsked': {
      const options = event.options.length === 0 ? '' : ` (${event.options.join(' | ')})`;
      const message = `${event.question}${options}`;
      return name === 'running'
        ? { type: 'personNeeded', task, need: { kind: 'question', message, request: event.id } }
        : null;
    }
    case 'permissionAnswered':
      return name === 'needs-you'
        ? { type: 'personAnswered', task, answer: event.allowed ? 'allowed' : 'denied' }
        : null;
    case 'questionAnswered':
      return name === 'needs-you' ? { type: 'personAnswered', task, answer: event.answer } : null;
    default:
      return null;
  }
}
