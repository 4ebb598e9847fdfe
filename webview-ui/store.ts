import { applyPatch } from '../src/shared/dashboard/applyPatch.ts';
import { readHostMessage } from '../src/shared/dashboard/guards.ts';
import {
  dashboardProtocol,
  type DashboardPatch,
  type HostMessage,
} from '../src/shared/dashboard/messages.ts';
import type { DashboardView, TaskDetail } from '../src/shared/dashboard/view.ts';
import type { Host } from './host/host.ts';

/** What the page is told by its store. */
export interface StoreListener {
  /** `patch` is null for a snapshot: everything may be another. */
  readonly onView: (view: DashboardView, patch: DashboardPatch | null) => void;
  readonly onDetail: (ref: string, detail: TaskDetail | null) => void;
  readonly onNotice: (text: string) => void;
  /** A sentence on why there is nothing to show, or nothing new; null when all is well again. */
  readonly onProblem: (problem: string | null) => void;
}

export interface Store {
  /** Moment of the host in epoch ms; stands still where the host does. */
  readonly clock: () => number;
  readonly isReadOnly: () => boolean;
}

/** Starts the conversation with the host, and keeps the latest view by its snapshots and patches. */
export function startStore(host: Host, listener: StoreListener): Store {
  let view: DashboardView | null = null;
  let seq = 0;
  let readOnly = true;
  let hostNow = 0;
  let aheadMs = 0;
  let isResyncing = false;

  function setClock(now: number): void {
    hostNow = now;
    aheadMs = now - Date.now();
  }

  function takePatch(message: Extract<HostMessage, { type: 'patch' }>): void {
    if (view === null || message.seq !== seq + 1) {
      // One question is enough: patches on their way are still behind the gap.
      if (!isResyncing) host.send({ type: 'resync' });
      isResyncing = true;
      return;
    }
    seq = message.seq;
    setClock(message.now);
    view = applyPatch(view, message.patch);
    listener.onView(view, message.patch);
  }

  function take(message: HostMessage): void {
    switch (message.type) {
      case 'snapshot':
        ({ view, seq, readOnly } = message);
        isResyncing = false;
        setClock(message.now);
        listener.onProblem(null);
        listener.onView(view, null);
        return;
      case 'patch':
        takePatch(message);
        return;
      case 'detail':
        listener.onDetail(message.ref, message.detail);
        return;
      case 'notice':
        listener.onNotice(message.text);
        return;
    }
  }

  host.listen({
    onMessage: (data) => {
      const read = readHostMessage(data);
      if (read.ok) take(read.value);
      else listener.onProblem(read.reason);
    },
    onLink: listener.onProblem,
  });
  host.send({ type: 'ready', protocol: dashboardProtocol });
  return {
    clock: () => (host.isLive ? Date.now() + aheadMs : hostNow),
    isReadOnly: () => readOnly,
  };
}
