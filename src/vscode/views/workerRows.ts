import { printable } from '../../core/base/printable.ts';
import { elapsedMs, countText, minutesText, plural } from '../../shared/dashboard/quantities.ts';
import type { RunStatus, TaskStatusRow, WorkerStatus } from '../../shared/status.ts';
import { partsOfAttempt } from '../../shared/taskRef.ts';
import { folderLook } from './planLook.ts';
import type { RowKeeper } from './rowKeeper.ts';
import type { RowLook, RowSource } from './rowLook.ts';
import { runPlace } from './runPlace.ts';
import { contextValue, type PoolRow, type TreeRow, type WorkerRow } from './treeRow.ts';
import { folderOf, type FolderModel, type WindowModel } from './windowModel.ts';

/** A worker says something at least this often while it is well; less is not worth a word. */
const silenceWorthAWordMs = 30_000;

/** Pool → worker. */
export class WorkerRows implements RowSource {
  readonly #model: () => WindowModel;
  readonly #keeper: RowKeeper;

  constructor(model: () => WindowModel, keeper: RowKeeper) {
    this.#model = model;
    this.#keeper = keeper;
  }

  children(row: TreeRow | null): readonly TreeRow[] {
    const { folders } = this.#model();
    if (row === null) {
      const busy = folders.filter(({ status }) => workersOf(status).length > 0);
      const [first] = busy;
      if (folders.length > 1) return busy.map(({ folder }) => this.#folderRow(folder));
      return first === undefined ? [] : this.#pools(first);
    }
    const folder = folderOf(this.#model(), row.folder);
    if (folder === null) return [];
    if (row.kind === 'folder') return this.#pools(folder);
    return row.kind === 'pool' ? this.#workers(folder, row.pool) : [];
  }

  parent(row: TreeRow): TreeRow | null {
    if (row.kind === 'worker') return this.#poolRow(row.folder, row.pool);
    return row.kind === 'pool' && this.#model().folders.length > 1 ? this.#folderRow(row.folder) : null;
  }

  look(row: TreeRow): RowLook | null {
    const model = this.#model();
    const folder = folderOf(model, row.folder);
    if (folder === null) return null;
    if (row.kind === 'folder') return folderLook(folder);
    if (row.kind === 'pool') return poolLook(row, folder.status);
    const worker = row.kind === 'worker' ? findWorker(folder.status, row) : null;
    if (worker === null || folder.status === null) return null;
    const { ref } = partsOfAttempt(worker.attempt);
    const task = folder.status.tasks.find(({ plan, id }) => `${plan}/${id}` === ref);
    return task === undefined ? null : workerLook(worker, task, model.now);
  }

  #pools({ folder, status }: FolderModel): readonly TreeRow[] {
    const names = new Set(workersOf(status).map(({ pool }) => pool));
    return [...names].sort().map((pool) => this.#poolRow(folder, pool));
  }

  #workers(folder: FolderModel, pool: string): readonly TreeRow[] {
    return workersOf(folder.status)
      .filter((worker) => worker.pool === pool)
      .map((worker) => {
        const { plan, id, number } = partsOfAttempt(worker.attempt);
        const place = runPlace(folder, plan);
        const key = `worker:${folder.folder}#${worker.attempt}`;
        return this.#keeper.keep({ kind: 'worker', key, ...place, task: id, pool, attempt: number });
      });
  }

  #poolRow(folder: string, pool: string): TreeRow {
    return this.#keeper.keep({ kind: 'pool', key: `pool:${folder}#${pool}`, folder, pool });
  }

  #folderRow(folder: string): TreeRow {
    return this.#keeper.keep({ kind: 'folder', key: folder, folder });
  }
}

export function workersOf(status: RunStatus | null): readonly WorkerStatus[] {
  return status?.workers ?? [];
}

function findWorker(status: RunStatus | null, row: WorkerRow): WorkerStatus | null {
  return workersOf(status).find(({ attempt }) => row.key === `worker:${row.folder}#${attempt}`) ?? null;
}

function poolLook({ pool }: PoolRow, status: RunStatus | null): RowLook {
  const busy = workersOf(status).filter((worker) => worker.pool === pool).length;
  const max = status?.limits.find(({ tier, name }) => tier === 'pool' && name === pool)?.max ?? null;
  const count = max === null ? plural(busy, 'worker') : `${busy} of ${max} busy`;
  const label = printable(pool, 60);
  return {
    label,
    description: count,
    icon: { id: 'server-process', color: null },
    context: contextValue('pool'),
    spoken: `pool ${label}, ${count}`,
    children: 'open',
    mark: null,
  };
}

/** `2.3 claude`, `editing src/login.ts · 4m · 18.2k tokens · context 31%`; what is wrong stands first. */
function workerLook(worker: WorkerStatus, task: TaskStatusRow, now: number): RowLook {
  const agent = printable(task.agent ?? 'agent', 30);
  const details = workerDetails(worker, task, now);
  const label = `${printable(task.id, 40)} ${agent}`;
  return {
    label,
    description: details.join(' · '),
    icon: workerIcons[worker.health],
    context: contextValue('worker', worker.health),
    spoken: [`${agent} on ${printable(task.id, 40)} ${printable(task.title, 60)}`, ...details].join(', '),
    children: 'none',
    mark: null,
  };
}

function workerDetails(worker: WorkerStatus, task: TaskStatusRow, now: number): readonly string[] {
  const elapsed = elapsedMs(task.attempts.at(-1)?.startedAt ?? task.startedAt, null, now);
  const silent = elapsedMs(worker.lastSignAt, null, now);
  const tokens = task.tokens.input + task.tokens.output;
  return [
    ...(worker.health === 'healthy' ? [] : [worker.health]),
    printable(worker.doing, 80),
    ...(silent === null || silent < silenceWorthAWordMs ? [] : [`silent ${minutesText(silent)}`]),
    ...(elapsed === null ? [] : [minutesText(elapsed)]),
    ...(tokens === 0 ? [] : [`${countText(tokens)} tokens`]),
    ...(worker.contextUsed === null ? [] : [`context ${Math.round(worker.contextUsed * 100)}%`]),
  ];
}

const workerIcons = {
  healthy: { id: 'robot', color: 'charts.blue' },
  slow: { id: 'watch', color: 'charts.yellow' },
  stuck: { id: 'warning', color: 'charts.yellow' },
} as const;
