import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isRunStatus } from '../../../src/shared/statusGuard.ts';
import { statusOf, taskRow, workerRow } from '../../support/statusOf.ts';

const status = statusOf([taskRow({ id: '1.1' })], {
  workers: [workerRow('auth/1.1/1', 'editing')],
  limits: [{ tier: 'run', name: 'run', used: 1, max: 8, holders: ['auth/1.1'] }],
  queue: [{ plan: 'auth', id: '1.1', place: 1, held: false, step: null, since: '2026-11-20T14:00:00.000Z' }],
});

describe('The content of a status.json', () => {
  it('is a status when views can show it, whatever it has besides', () => {
    assert.ok(isRunStatus(status));
    assert.ok(isRunStatus({ ...status, later: true, tasks: [{ ...taskRow({ id: '1.1' }), later: 1 }] }));
  });

  it('is none when it is of another schema, or without what views rely on', () => {
    const others = [
      null,
      [],
      { ...status, schema: 2 },
      { ...status, queue: undefined },
      { ...status, totals: {} },
      { ...status, tasks: [{ ...taskRow({ id: '1.1' }), dependsOn: undefined }] },
      { ...status, plans: ['auth'] },
    ];
    assert.deepEqual(
      others.map(isRunStatus),
      others.map(() => false),
    );
  });
});
