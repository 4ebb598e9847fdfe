import type { DashboardView, RunControl, TaskAction, TaskDetail } from './view.ts';

/** Of the messages between a host (the editor, the local web server, a file) and the page; both sides refuse another. */
export const dashboardProtocol = 1;

/** Parts of the view that have changed; what is absent is as it was. */
export interface DashboardPatch extends Partial<Omit<DashboardView, 'tasks' | 'timeline' | 'metrics'>> {
  /** New and changed ones. */
  readonly tasks?: DashboardView['tasks'];
  readonly timeline?: DashboardView['timeline'];
  /** With new and changed charts only. */
  readonly metrics?: DashboardView['metrics'];
  /** Ids of all charts in order; absent: `metrics` has them all. */
  readonly charts?: readonly string[];
  /** Refs of all tasks in order, when some came, went or moved. */
  readonly order?: readonly string[];
}

/** From the host. `seq` counts up by one with each snapshot and patch; `now` is the host's clock, epoch ms. */
export type HostMessage =
  | {
      readonly type: 'snapshot';
      readonly protocol: number;
      readonly seq: number;
      readonly now: number;
      /** True: nothing can be done from this page. */
      readonly readOnly: boolean;
      readonly view: DashboardView;
    }
  | { readonly type: 'patch'; readonly seq: number; readonly now: number; readonly patch: DashboardPatch }
  /** Null: there is no such task any more. */
  | { readonly type: 'detail'; readonly ref: string; readonly detail: TaskDetail | null }
  /** A sentence for the person: an action was refused, or could not be done. */
  | { readonly type: 'notice'; readonly text: string };

/** From the page. */
export type PageMessage =
  | { readonly type: 'ready'; readonly protocol: number }
  /** A patch was missed: the next message is to be a snapshot. */
  | { readonly type: 'resync' }
  | { readonly type: 'detail'; readonly ref: string }
  | { readonly type: 'control'; readonly control: RunControl }
  | {
      readonly type: 'act';
      readonly action: TaskAction;
      readonly ref: string;
      /** The one that the person was shown: `TaskDetail.request`. */
      readonly request: string | null;
      /** What the person said, where the page has asked for it. */
      readonly answer?: string | undefined;
    }
  /** A chart or its table, to be saved where the host saves files. `text`: UTF-8, or base64 for PNG. */
  | {
      readonly type: 'save';
      readonly name: string;
      readonly kind: 'csv' | 'svg' | 'png';
      readonly text: string;
    };
