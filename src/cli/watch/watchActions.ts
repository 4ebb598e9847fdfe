import type { DashboardView } from '../../shared/dashboard/view.ts';
import { taskName } from './taskName.ts';
import type { WatchFacts } from './watchKeys.ts';
import type { Ask, ConfirmMode, TypingMode } from './watchUi.ts';

export type PressedAction =
  | { readonly kind: 'ask'; readonly ask: Ask }
  | { readonly kind: 'notice'; readonly text: string }
  | Omit<ConfirmMode, 'back'>
  | Omit<TypingMode, 'back'>;

/** What one key asks of the run or of the task that is chosen (`plan/id`); null: the key means nothing. */
export function pressedAction(
  key: string,
  task: string | null,
  facts: Pick<WatchFacts, 'view' | 'requestOf'>,
): PressedAction | null {
  switch (key) {
    case 'p':
      return pauseOrGoOn(facts.view);
    case 'x':
      return {
        kind: 'confirm',
        question: 'Stop the run? Its agents are interrupted, their work is kept.',
        ask: { command: { type: 'stop' }, done: 'The run stops: tutti resume goes on with it.' },
      };
    case 'r':
    case 's':
    case 'a':
    case 'd':
    case 'h':
    case 'l':
    case 'm':
      return task === null ? { kind: 'notice', text: 'Choose a task first.' } : taskAction(key, task, facts);
    default:
      return null;
  }
}

function pauseOrGoOn({ header }: DashboardView): PressedAction {
  return header.state === 'paused' || header.state === 'draining'
    ? asked({ command: { type: 'unpause' }, done: 'The run goes on.' })
    : asked({ command: { type: 'pause' }, done: 'The run is paused: nothing new starts.' });
}

function taskAction(
  key: 'r' | 's' | 'a' | 'd' | 'h' | 'l' | 'm',
  task: string,
  { view, requestOf }: Pick<WatchFacts, 'view' | 'requestOf'>,
): PressedAction {
  const name = taskName(task, view);
  const asks = requestOf(task);
  const request = asks?.id ?? null;
  switch (key) {
    case 'r':
      return asked({ command: { type: 'retry', task, note: null }, done: `${name} is tried again.` });
    case 's':
      return {
        kind: 'confirm',
        question: `Skip ${name}? An agent that works on it is interrupted; what depends on it may start.`,
        ask: { command: { type: 'skip', task }, done: `${name} is skipped.` },
      };
    case 'a':
      return asked({
        command: { type: 'approve', task, forRun: false, request },
        done: `${name} is approved.`,
      });
    case 'd':
      return {
        kind: 'confirm',
        question: `Deny ${name}?`,
        ask: { command: { type: 'deny', task, request }, done: `${name} is denied.` },
      };
    case 'h': {
      const isHeld = view.queue.some(({ plan, id, held }) => held && `${plan}/${id}` === task);
      return isHeld
        ? asked({ command: { type: 'release', task }, done: `${name} may land again.` })
        : asked({ command: { type: 'hold', task }, done: `${name} does not land before it is released.` });
    }
    case 'l':
      return asked({ command: { type: 'landNow', task }, done: `${name} is first in its merge queue.` });
    case 'm':
      return {
        kind: 'typing',
        text: '',
        ...(asks?.kind === 'question'
          ? {
              label: `answer to ${name}`,
              ask: (answer: string): Ask => ({
                command: { type: 'answer', task, answer, request },
                done: `${name} has its answer.`,
              }),
            }
          : {
              label: `message to ${name}`,
              ask: (text: string): Ask => ({
                command: { type: 'send', task, text },
                done: `Said to ${name}.`,
              }),
            }),
      };
  }
}

function asked(ask: Ask): PressedAction {
  return { kind: 'ask', ask };
}
