import { downloadFile } from './downloadFile.ts';
import type { Host } from './host.ts';
import { sessionKeeper } from './sessionKeeper.ts';

/**
 * The id of the `<script type="application/json">` that holds one snapshot message. It may have `details` beside its
 * other fields: a list of what the drawer shows of tasks.
 */
export const snapshotId = 'tutti-snapshot';

/** A page that is all there is: one snapshot, nothing can be done, and time stands still. */
export function fileHost(json: string): Host {
  let detailOf: (ref: string) => void = () => undefined;
  return {
    send: (message) => {
      if (message.type === 'detail') detailOf(message.ref);
    },
    listen: ({ onMessage, onLink }) => {
      const snapshot = parsed(json);
      if (snapshot === null) {
        onLink('This file is damaged: the run in it can’t be read.');
        return;
      }
      const details: readonly unknown[] =
        'details' in snapshot && Array.isArray(snapshot.details) ? snapshot.details : [];
      detailOf = (ref) =>
        onMessage({ type: 'detail', ref, detail: details.find((detail) => isOf(detail, ref)) ?? null });
      onMessage(snapshot);
    },
    ...sessionKeeper,
    save: downloadFile,
    contextOf: () => null,
    isLive: false,
  };
}

function parsed(json: string): object | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function isOf(detail: unknown, ref: string): boolean {
  return typeof detail === 'object' && detail !== null && 'ref' in detail && detail.ref === ref;
}
