import { isText, oneOf, orNull, record, wordOf, type Shape } from '../shapes.ts';
import { isRunControl, isTaskAction } from './actionWords.ts';
import type { ReadMessage } from './guards.ts';
import { dashboardProtocol, type PageMessage } from './messages.ts';

/** What a host does with what a page sends. */
export function readPageMessage(value: unknown): ReadMessage<PageMessage> {
  if (isPageMessage(value)) return { ok: true, value };
  return { ok: false, reason: 'The page sent a message that is none of the dashboard’s.' };
}

const isProtocol: Shape<number> = (value): value is number => value === dashboardProtocol;

const isTextOrNone: Shape<string | undefined> = (value): value is string | undefined =>
  value === undefined || isText(value);

const isPageMessage = oneOf<PageMessage>({
  ready: record({ protocol: isProtocol }),
  resync: record({}),
  detail: record({ ref: isText }),
  control: record({ control: isRunControl }),
  act: record({
    action: isTaskAction,
    ref: isText,
    request: orNull(isText),
    answer: isTextOrNone,
  }),
  save: record({
    name: isText,
    kind: wordOf<'csv' | 'svg' | 'png'>({ csv: true, svg: true, png: true }),
    text: isText,
  }),
});
