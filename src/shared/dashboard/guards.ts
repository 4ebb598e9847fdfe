import { hasFields, isOneOf, type Fields } from '../fields.ts';
import { dashboardProtocol, type HostMessage, type PageMessage } from './messages.ts';
import type { RunControl, TaskAction } from './view.ts';
import { isPatch, isTaskDetail, isView } from './viewGuards.ts';

/** A message that can be trusted in its shape, or a sentence on why it can't. */
export type ReadMessage<M> =
  { readonly ok: true; readonly value: M } | { readonly ok: false; readonly reason: string };

/** What the page does with what it is sent: anything may be in it. */
export function readHostMessage(value: unknown): ReadMessage<HostMessage> {
  if (isHostMessage(value)) return { ok: true, value };
  if (hasFields(value, { type: 'string', protocol: 'number' }) && value['protocol'] !== dashboardProtocol)
    return {
      ok: false,
      reason: `This page speaks version ${dashboardProtocol} of the dashboard's protocol, what it was sent is version ${String(value['protocol'])}. Reload the page; if that does not help, update Tutti.`,
    };
  return {
    ok: false,
    reason:
      'What the dashboard was sent can’t be read. Reload the page; if that does not help, update Tutti.',
  };
}

/** What a host does with what a page sends. */
export function readPageMessage(value: unknown): ReadMessage<PageMessage> {
  if (isPageMessage(value)) return { ok: true, value };
  return { ok: false, reason: 'The page sent a message that is none of the dashboard’s.' };
}

/** Keyed by type, so that the compiler misses none. */
const hostFields: Readonly<Record<HostMessage['type'], Fields>> = {
  snapshot: { protocol: 'number', seq: 'number', now: 'number', readOnly: 'boolean', view: 'object' },
  patch: { seq: 'number', now: 'number', patch: 'object' },
  detail: { ref: 'string' },
  notice: { text: 'string' },
};

const pageFields: Readonly<Record<PageMessage['type'], Fields>> = {
  ready: { protocol: 'number' },
  resync: {},
  detail: { ref: 'string' },
  control: { control: 'string' },
  act: { action: 'string', ref: 'string' },
  save: { name: 'string', kind: 'string', text: 'string' },
};

const controls: Readonly<Record<RunControl, true>> = {
  run: true,
  pause: true,
  resume: true,
  drain: true,
  stop: true,
};

const actions: Readonly<Record<TaskAction, true>> = {
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
};

const saveKinds: Readonly<Record<string, true>> = { csv: true, svg: true, png: true };

function isHostMessage(value: unknown): value is HostMessage {
  if (!isOneOf(value, hostFields) || !hasFields(value, { type: 'string' })) return false;
  switch (value['type']) {
    case 'snapshot':
      return value['protocol'] === dashboardProtocol && isView(value['view']);
    case 'patch':
      return isPatch(value['patch']);
    case 'detail':
      return value['detail'] === null || isTaskDetail(value['detail']);
    default:
      return true;
  }
}

function isPageMessage(value: unknown): value is PageMessage {
  if (!isOneOf(value, pageFields) || !hasFields(value, { type: 'string' })) return false;
  switch (value['type']) {
    case 'ready':
      return value['protocol'] === dashboardProtocol;
    case 'control':
      return isWordOf(controls, value['control']);
    case 'act':
      return isWordOf(actions, value['action']);
    case 'save':
      return isWordOf(saveKinds, value['kind']);
    default:
      return true;
  }
}

function isWordOf(words: Readonly<Record<string, true>>, value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(words, value);
}
