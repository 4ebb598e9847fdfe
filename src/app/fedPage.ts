import { dashboardProtocol, type DashboardPatch, type HostMessage } from '../shared/dashboard/messages.ts';
import type { DashboardView } from '../shared/dashboard/view.ts';

/** What a feed knows of one page that it feeds. */
export class FedPage {
  readonly send: (message: HostMessage) => void;
  ready = false;
  visible = true;
  /** It has the view that patches start from. */
  current = false;
  #seq = 0;

  constructor(send: (message: HostMessage) => void) {
    this.send = send;
  }

  get looks(): boolean {
    return this.ready && this.visible;
  }

  snapshot(view: DashboardView, facts: { readonly now: number; readonly readOnly: boolean }): void {
    this.current = true;
    this.#seq += 1;
    this.send({ type: 'snapshot', protocol: dashboardProtocol, seq: this.#seq, view, ...facts });
  }

  patch(patch: DashboardPatch, now: number): void {
    this.#seq += 1;
    this.send({ type: 'patch', seq: this.#seq, now, patch });
  }

  notice(text: string): void {
    this.send({ type: 'notice', text });
  }
}
