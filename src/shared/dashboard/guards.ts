import { isFlag, isNumber, isObject, isText, oneOf, orNull, record } from '../shapes.ts';
import { dashboardProtocol, type HostMessage } from './messages.ts';
import { isPatch, isTaskDetail, isView } from './viewGuards.ts';

/** A message that can be trusted in its shape, or a sentence on why it can't. */
export type ReadMessage<M> =
  { readonly ok: true; readonly value: M } | { readonly ok: false; readonly reason: string };

/** What the page does with what it is sent: anything may be in it. */
export function readHostMessage(value: unknown): ReadMessage<HostMessage> {
  const protocol = isObject(value) ? value['protocol'] : null;
  if (isNumber(protocol) && protocol !== dashboardProtocol)
    return {
      ok: false,
      reason: `This page speaks version ${dashboardProtocol} of the dashboard's protocol, what it was sent is version ${protocol}. Reload the page; if that does not help, update Tutti.`,
    };
  if (isHostMessage(value)) return { ok: true, value };
  return {
    ok: false,
    reason:
      'What the dashboard was sent can’t be read. Reload the page; if that does not help, update Tutti.',
  };
}

const isHostMessage = oneOf<HostMessage>({
  snapshot: record({ protocol: isNumber, seq: isNumber, now: isNumber, readOnly: isFlag, view: isView }),
  patch: record({ seq: isNumber, now: isNumber, patch: isPatch }),
  detail: record({ ref: isText, detail: orNull(isTaskDetail) }),
  notice: record({ text: isText }),
});
