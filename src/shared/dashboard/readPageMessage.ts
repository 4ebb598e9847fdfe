import { isText, oneOf, record, wordOf, type Shape } from '../shapes.ts';
import type { ReadMessage } from './guards.ts';
import { dashboardProtocol, type PageMessage } from './messages.ts';
import type { TaskAction } from './view.ts';
import { isRunControl } from './viewGuards.ts';

/** What a host does with what a page sends. */
export function readPageMessage(value: unknown): ReadMessage<PageMessage> {
  if (isPageMessage(value)) return { ok: true, value };
  return { ok: false, reason: 'The page sent a message that is none of the dashboard’s.' };
}

const isProtocol: Shape<number> = (value): value is number => value === dashboardProtocol;

const isPageMessage = oneOf<PageMessage>({
  ready: record({ protocol: isProtocol }),
  resync: record({}),
  detail: record({ ref: isText }),
  control: record({ control: isRunControl }),
  act: record({
    action: wordOf<TaskAction>({
      run: true,
      retry: true,
      skip: true,
      cancel: true,
      markDone: true,
      hold: true,
      release: true,
      landNow: true,
      approve: true,
      deny: true,
      showTerminal: true,
      showChanges: true,
      showTranscript: true,
      revealInPlan: true,
    }),
    ref: isText,
  }),
  save: record({
    name: isText,
    kind: wordOf<'csv' | 'svg' | 'png'>({ csv: true, svg: true, png: true }),
    text: isText,
  }),
});
