import { activityWelcomes, planWelcomes, queueWelcomes, workerWelcomes, type Welcome } from './welcomes.ts';

/** The container's views, in order; what `contributes.views` and `viewsWelcome` say comes from here. */
export const viewIds = {
  plan: 'tutti.plan',
  workers: 'tutti.workers',
  queue: 'tutti.queue',
  activity: 'tutti.activity',
} as const;

export type ViewId = (typeof viewIds)[keyof typeof viewIds];

interface ViewEntry {
  readonly name: string;
  /** Share of the container's height. */
  readonly initialSize: number;
  readonly visibility?: 'collapsed';
  readonly welcome: readonly Welcome[];
}

export const views: Readonly<Record<ViewId, ViewEntry>> = {
  'tutti.plan': { name: 'Plan', initialSize: 4, welcome: planWelcomes },
  'tutti.workers': { name: 'Workers', initialSize: 2, welcome: workerWelcomes },
  'tutti.queue': { name: 'Merge Queue', initialSize: 2, welcome: queueWelcomes },
  'tutti.activity': {
    name: 'Activity',
    initialSize: 1,
    visibility: 'collapsed',
    welcome: activityWelcomes,
  },
};
