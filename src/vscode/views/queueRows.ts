import { elapsedMs, minutesText } from '../../shared/dashboard/quantities.ts';
import type { QueueEntryStatus, RunStatus, TaskStatusRow } from '../../shared/status.ts';
import { folderLook } from './planLook.ts';
import type { RowKeeper } from './rowKeeper.ts';
import type { RowLook, RowSource } from './rowLook.ts';
import { runPlace } from './runPlace.ts';
import { conflictIcon, stillIcon, taskIcons } from './stateLook.ts';
import { taskLabel } from './taskLook.ts';
import { contextValue, type TreeRow } from './treeRow.ts';
import { folderOf, type FolderModel, type WindowModel } from './windowModel.ts';

/** What waits to land, in its order; below it what can't because of a conflict. */
export class QueueRows implements RowSource {
  readonly #model: () => WindowModel;
  readonly #keeper: RowKeeper;

  constructor(model: () => WindowModel, keeper: RowKeeper) {
    this.#model = model;
    this.#keeper = keeper;
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
      .filter(({ status }) => entriesOf(status).length + conflictsOf(status).length > 0)
      .map(({ folder }) => this.#folderRow(folder));
  }

  parent(row: TreeRow): TreeRow | null {
    if (row.kind === 'folder' || this.#model().folders.length < 2) return null;
    return this.#folderRow(row.folder);
  }

  look(row: TreeRow): RowLook | null {
    const model = this.#model();
    const folder = folderOf(model, row.folder);
    if (row.kind === 'folder') return folderLook(folder);
    if (folder?.status == null || !('task' in row)) return null;
    const { status } = folder;
    const ref = row.key.slice(row.key.indexOf('#') + 1);
    const task = status.tasks.find(({ plan, id }) => `${plan}/${id}` === ref);
    if (task === undefined) return null;
    if (row.kind === 'conflict') return conflictLook(task);
    const entry = entriesOf(status).find(({ plan, id }) => `${plan}/${id}` === ref);
    return entry === undefined ? null : entryLook(entry, { task, status, now: model.now });
  }

  #entries(folder: FolderModel): readonly TreeRow[] {
    const { folder: uri, status } = folder;
    const waiting = entriesOf(status).map(({ plan, id }) =>
      this.#keeper.keep({
        kind: 'queueEntry',
        key: `queue:${uri}#${plan}/${id}`,
        ...runPlace(folder, plan),
        task: id,
      }),
    );
    const conflicts = conflictsOf(status).map(({ plan, id }) =>
      this.#keeper.keep({
        kind: 'conflict',
        key: `conflict:${uri}#${plan}/${id}`,
        ...runPlace(folder, plan),
        task: id,
      }),
    );
    return [...waiting, ...conflicts];
  }

  #folderRow(folder: string): TreeRow {
    return this.#keeper.keep({ kind: 'folder', key: folder, folder });
  }
}

export function entriesOf(status: RunStatus | null): readonly QueueEntryStatus[] {
  return status?.queue ?? [];
}

function conflictsOf(status: RunStatus | null): readonly TaskStatusRow[] {
  return status?.tasks.filter(({ request }) => request?.kind === 'conflict') ?? [];
}

interface EntrySurroundings {
  readonly task: TaskStatusRow;
  readonly status: RunStatus;
  readonly now: number;
}

/** `#1 gate · <1m`; `#2 queued · 3m`; `#3 held`. */
function entryLook(entry: QueueEntryStatus, { task, status, now }: EntrySurroundings): RowLook {
  const word = entry.step ?? (entry.held ? 'held' : 'queued');
  const own = status.queue.filter(({ plan }) => plan === entry.plan);
  const waited = elapsedMs(entry.since, null, now);
  const label = taskLabel(status.plans.length > 1 ? `${entry.plan}/${entry.id}` : entry.id, task.title);
  const details = waited === null ? [] : [minutesText(waited)];
  return {
    label,
    description: [`#${entry.place} ${word}`, ...details].join(' · '),
    icon: stillIcon(taskIcons[word], 0),
    context: contextValue(
      'queueEntry',
      task.state,
      entry.held && 'held',
      entry.step === 'gate' && 'gate',
      entry.place === 1 && 'first',
      entry.place === own.length && 'last',
      'hasBranch',
    ),
    spoken: [label, `place ${entry.place} of ${own.length}`, word, ...details].join(', '),
    children: 'none',
    mark: null,
  };
}

function conflictLook(task: TaskStatusRow): RowLook {
  const label = taskLabel(task.id, task.title);
  const message = task.request?.message ?? task.why ?? '';
  return {
    label,
    description: ['conflict', message].join(' · '),
    icon: conflictIcon,
    context: contextValue('conflict', task.state, 'hasBranch', task.worktree !== null && 'hasWorktree'),
    spoken: [label, 'conflict', message].join(', '),
    children: 'none',
    mark: 'conflict',
  };
}
