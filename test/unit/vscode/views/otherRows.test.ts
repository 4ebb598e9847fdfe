import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ActivityRows } from '../../../../src/vscode/views/activityRows.ts';
import { QueueRows } from '../../../../src/vscode/views/queueRows.ts';
import { RowKeeper } from '../../../../src/vscode/views/rowKeeper.ts';
import type { RowSource } from '../../../../src/vscode/views/rowLook.ts';
import type { TreeRow } from '../../../../src/vscode/views/treeRow.ts';
import type { WindowModel } from '../../../../src/vscode/views/windowModel.ts';
import { WorkerRows } from '../../../../src/vscode/views/workerRows.ts';
import { statusOf, taskRow, workerRow } from '../../../support/statusOf.ts';
import { authPath, folderModel, windowModel } from '../../../support/windowModelOf.ts';

const plan = '# Auth\n- [ ] 1.1 Users\n- [ ] 1.2 Hash\n- [ ] 1.3 Form\n';
const startedAt = '2026-11-20T14:01:00.000Z';

function shown(rows: RowSource): readonly string[] {
  const text: string[] = [];
  const walk = (row: TreeRow | null, depth: number): void => {
    for (const child of rows.children(row)) {
      const look = rows.look(child);
      text.push(`${'  '.repeat(depth)}${look?.label ?? '?'} | ${look?.description ?? '?'}`);
      walk(child, depth + 1);
    }
  };
  walk(null, 0);
  return text;
}

describe('The rows of the Workers view', () => {
  const status = statusOf(
    [
      taskRow({
        id: '1.1',
        state: 'running',
        attempt: 1,
        startedAt,
        tokens: { input: 18_200, output: 940, cached: 0 },
      }),
      taskRow({ id: '1.2', state: 'running', attempt: 1, startedAt, agent: 'codex' }),
    ],
    {
      workers: [
        {
          ...workerRow('auth/1.1/1', 'editing src/login.ts'),
          lastSignAt: '2026-11-20T14:04:58.000Z',
          contextUsed: 0.31,
        },
        {
          ...workerRow('auth/1.2/1', 'running the tests', 'stuck'),
          lastSignAt: '2026-11-20T14:02:00.000Z',
        },
      ],
      limits: [{ tier: 'pool', name: 'default', used: 2, max: 6, holders: [] }],
    },
  );
  const model = windowModel(folderModel({ [authPath]: plan }, { status }));

  it('are pools, and what each worker does, since when, with how much', () => {
    assert.deepEqual(shown(new WorkerRows(() => model, new RowKeeper())), [
      'default | 2 of 6 busy',
      '  1.1 claude | editing src/login.ts · 4m · 19.1k tokens · context 31%',
      '  1.2 codex | stuck · running the tests · silent 3m · 4m',
    ]);
  });

  it('know the task of the plan file', () => {
    const rows = new WorkerRows(() => model, new RowKeeper());
    const [pool] = rows.children(null);
    const [worker] = pool === undefined ? [] : rows.children(pool);
    assert.ok(worker?.kind === 'worker');
    const { folder, uri, plan: name, task, attempt } = worker;
    assert.deepEqual(
      [folder, uri, name, task, attempt],
      ['file:///shop', `file:///shop/${authPath}`, 'auth', '1.1', 1],
    );
    assert.equal(rows.parent(worker), pool);
  });
});

describe('The rows of the Merge Queue view', () => {
  const since = '2026-11-20T14:03:00.000Z';
  const entry = { plan: 'auth', held: false, step: null, since } as const;
  const status = statusOf(
    [
      taskRow({ id: '1.1', state: 'queued', gate: true, title: 'Users' }),
      taskRow({ id: '1.2', state: 'queued', title: 'Hash' }),
      taskRow({
        id: '1.3',
        state: 'needs-you',
        title: 'Form',
        request: { id: '1.7', kind: 'conflict', message: 'src/form.ts' },
      }),
    ],
    {
      queue: [
        { ...entry, id: '1.1', place: 1, step: 'gate' },
        { ...entry, id: '1.2', place: 2, held: true },
      ],
    },
  );
  const model = windowModel(folderModel({ [authPath]: plan }, { status }));
  const rows = new QueueRows(() => model, new RowKeeper());

  it('are the entries in their order, and below them what conflicts', () => {
    assert.deepEqual(shown(rows), [
      '1.1 Users | #1 gate · 2m',
      '1.2 Hash | #2 held · 2m',
      '1.3 Form | conflict · src/form.ts',
    ]);
  });

  it('carry where they stand, for the buttons that move them', () => {
    assert.deepEqual(
      rows.children(null).map((row) => rows.look(row)?.context),
      [
        'queueEntry queued gate first hasBranch',
        'queueEntry queued held last hasBranch',
        'conflict needs-you hasBranch',
      ],
    );
  });
});

describe('The rows of the Activity view', () => {
  const activity = [
    { seq: 9, at: startedAt, kind: 'landed', task: 'auth/1.1', text: '1.1 landed', reason: null },
    { seq: 4, at: startedAt, kind: 'decision', task: null, text: '1.2 waits', reason: 'same files' },
  ] as const;
  const model: WindowModel = windowModel(
    folderModel({ [authPath]: plan }, { activity, status: statusOf([taskRow({ id: '1.1' })]) }),
  );
  const rows = new ActivityRows(
    () => model,
    new RowKeeper(),
    () => '14:01',
  );

  it('are what happened, newest first, with time and reason', () => {
    assert.deepEqual(shown(rows), ['1.1 landed | 14:01', '1.2 waits | 14:01 · same files']);
  });

  it('name their task', () => {
    const refs = rows.children(null).map((row) => (row.kind === 'activity' ? row.ref : null));
    assert.deepEqual(refs, ['auth/1.1', null]);
  });
});
