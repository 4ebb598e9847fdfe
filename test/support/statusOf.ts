import type { RunStatus, TaskStatusRow, WorkerStatus } from '../../src/shared/status.ts';

/** A task's row of a status; what is not said is as before its first attempt. */
export function taskRow(row: Partial<TaskStatusRow> & Pick<TaskStatusRow, 'id'>): TaskStatusRow {
  return {
    plan: 'auth',
    title: `Task ${row.id}`,
    phase: '1',
    state: 'pending',
    why: null,
    attempt: 0,
    agent: 'claude',
    model: null,
    branch: null,
    worktree: null,
    startedAt: null,
    endedAt: null,
    landedAs: null,
    ungated: false,
    gate: false,
    dependsOn: [],
    filesChanged: 0,
    lastCommitAt: null,
    progress: null,
    etaAt: null,
    tokens: { input: 0, output: 0, cached: 0 },
    costUsd: null,
    request: null,
    identity: row.id,
    selected: true,
    attempts: [],
    gates: [],
    ...row,
  };
}

export function workerRow(
  attempt: string,
  doing: string,
  health: WorkerStatus['health'] = 'healthy',
): WorkerStatus {
  return {
    attempt,
    pool: 'default',
    pid: 4711,
    health,
    doing,
    lastSignAt: null,
    contextUsed: null,
    blocks: [],
    waitsFor: [],
  };
}

/** The status of a run of the plan `auth` that started at 14:00:00; counts follow from the tasks. */
export function statusOf(tasks: readonly TaskStatusRow[], rest: Partial<RunStatus> = {}): RunStatus {
  const names = [...new Set(tasks.map(({ plan }) => plan))];
  return {
    schema: 1,
    version: 1,
    run: '20261120-140000-auth',
    state: 'running',
    reason: null,
    startedAt: '2026-11-20T14:00:00.000Z',
    updatedAt: '2026-11-20T14:05:00.000Z',
    plans: names.map((name) => {
      const own = tasks.filter(({ plan }) => plan === name);
      return {
        name,
        path: `plans/${name}.md`,
        integrationBranch: `tutti/${name}/integration`,
        head: '3f2c1d0e9b8a77665544332211009988aabbccdd',
        landed: own.filter(({ state }) => state === 'landed').length,
        total: own.length,
        gated: true,
      };
    }),
    tasks,
    workers: [],
    limits: [],
    queue: [],
    totals: { tokens: 0, costUsd: 0, etaAt: null },
    ...rest,
  };
}
