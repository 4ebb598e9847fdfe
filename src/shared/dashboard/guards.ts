import { isOneOf, type Fields } from '../fields.ts';
import type { PageMessage } from './messages.ts';

/** A message that can be trusted in its shape, or a sentence on why it can't. */
export type ReadMessage<M> =
  { readonly ok: true; readonly value: M } | { readonly ok: false; readonly reason: string };

/** Stand-in: what a host does with what a page sends. */
export function readPageMessage(value: unknown): ReadMessage<PageMessage> {
  if (isPageMessage(value)) return { ok: true, value };
  return { ok: false, reason: 'The page sent a message that is none of the dashboard’s.' };
}

const pageFields: Readonly<Record<PageMessage['type'], Fields>> = {
  ready: { protocol: 'number' },
  resync: {},
  detail: { ref: 'string' },
  control: { control: 'string' },
  act: { action: 'string', ref: 'string' },
  save: { name: 'string', kind: 'string', text: 'string' },
};

function isPageMessage(value: unknown): value is PageMessage {
  return isOneOf(value, pageFields);
}
