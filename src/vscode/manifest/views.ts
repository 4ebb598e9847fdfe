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
  readonly initialSize?: number;
  readonly visibility?: 'collapsed';
  /** Each: when-clause and contents (markdown with command links). */
  readonly welcome: readonly { readonly when?: string; readonly contents: string }[];
}

export const views: Readonly<Record<ViewId, ViewEntry>> = {
  'tutti.plan': {
    name: 'Plan',
    initialSize: 4,
    welcome: [
      {
        when: 'workbenchState == empty',
        contents: 'No folder is open.\n[Open Folder](command:vscode.openFolder)',
      },
    ],
  },
  'tutti.workers': { name: 'Workers', initialSize: 2, welcome: [{ contents: 'No agent is at work.' }] },
  'tutti.queue': { name: 'Merge Queue', initialSize: 2, welcome: [{ contents: 'Nothing waits to land.' }] },
  'tutti.activity': {
    name: 'Activity',
    visibility: 'collapsed',
    welcome: [{ contents: 'Nothing has happened yet.' }],
  },
};
