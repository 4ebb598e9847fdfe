import type { Activity, ActivityKind } from '../../shared/activity.ts';
import { folderLook } from './planLook.ts';
import type { RowKeeper } from './rowKeeper.ts';
import type { RowLook, RowSource } from './rowLook.ts';
import { conflictIcon, taskIcons, type Icon } from './stateLook.ts';
import { contextValue, type TreeRow } from './treeRow.ts';
import { folderOf, type FolderModel, type WindowModel } from './windowModel.ts';

/** A tree of more rows is no list to read; the whole is in the run's log. */
const maxRows = 200;

/** What happened, newest first. */
export class ActivityRows implements RowSource {
  readonly #model: () => WindowModel;
  readonly #keeper: RowKeeper;
  readonly #clock: (at: string) => string;

  /** `clock` shows a time (ISO 8601). */
  constructor(model: () => WindowModel, keeper: RowKeeper, clock: (at: string) => string) {
    this.#model = model;
    this.#keeper = keeper;
    this.#clock = clock;
  }

  children(row: TreeRow | null): readonly TreeRow[] {
    const { folders } = this.#model();
    if (row?.kind === 'folder') {
      const folder = folderOf(this.#model(), row.folder);
      return folder === null ? [] : this.#entries(folder);
    }
    if (row !== null) return [];
    if (folders.length < 2) return folders.flatMap((folder) => this.#entries(folder));
    return folders
      .filter(({ activity }) => activity.length > 0)
      .map(({ folder }) => this.#keeper.keep({ kind: 'folder', key: folder, folder }));
  }

  parent(row: TreeRow): TreeRow | null {
    if (row.kind !== 'activity' || this.#model().folders.length < 2) return null;
    return this.#keeper.keep({ kind: 'folder', key: row.folder, folder: row.folder });
  }

  look(row: TreeRow): RowLook | null {
    const folder = folderOf(this.#model(), row.folder);
    if (row.kind === 'folder') return folderLook(folder);
    const entry = row.kind === 'activity' ? this.entry(row.folder, row.seq) : null;
    return entry === null ? null : activityLook(entry, this.#clock(entry.at));
  }

  entry(folder: string, seq: number): Activity | null {
    const { activity = [] } = folderOf(this.#model(), folder) ?? {};
    const place = placeOf(activity, seq);
    return place === null ? null : (activity[place] ?? null);
  }

  #entries({ folder, activity, status }: FolderModel): readonly TreeRow[] {
    return activity.slice(0, maxRows).map(({ seq, task }) =>
      this.#keeper.keep({
        kind: 'activity',
        key: `activity:${folder}#${status?.run ?? ''}/${seq}`,
        ...{ folder, seq, ref: task },
      }),
    );
  }
}

/** Newest first, so the numbers go down. */
function placeOf(activity: readonly Activity[], seq: number): number | null {
  let from = 0;
  let to = activity.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const found = activity[middle]?.seq ?? 0;
    if (found === seq) return middle;
    if (found > seq) from = middle + 1;
    else to = middle - 1;
  }
  return null;
}

function activityLook({ kind, task, text, reason }: Activity, time: string): RowLook {
  return {
    label: text,
    description: [time, ...(reason === null ? [] : [reason])].join(' · '),
    icon: activityIcons[kind],
    context: contextValue('activity', task !== null && 'hasTask', kind === 'decision' && 'decision'),
    spoken: [text, ...(reason === null ? [] : [reason]), time].join(', '),
    children: 'none',
    mark: null,
  };
}

const activityIcons: Readonly<Record<ActivityKind, Icon>> = {
  run: { id: 'organization', color: null },
  attempt: { id: 'play', color: 'charts.blue' },
  gate: { id: 'beaker', color: 'testing.iconFailed' },
  conflict: conflictIcon,
  landed: taskIcons.landed,
  failed: taskIcons.failed,
  'needs-you': taskIcons['needs-you'],
  steered: { id: 'person', color: null },
  decision: { id: 'note', color: null },
  limit: { id: 'watch', color: 'charts.yellow' },
  refused: { id: 'circle-slash', color: 'disabledForeground' },
};
