import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { statusChange } from '../../../../src/vscode/repository/statusChange.ts';
import { statusOf, taskRow, workerRow } from '../../../support/statusOf.ts';

describe('the change between two statuses', () => {
  const before = statusOf([taskRow({ id: '1' }), taskRow({ id: '2' })]);

  it('is nothing when only the time of writing differs', () => {
    const after = { ...structuredClone(before), version: 9, updatedAt: '2026-11-20T15:00:00.000Z' };
    assert.deepEqual(statusChange(before, after), { tasks: new Set(), run: false, workers: false });
  });

  it('names the tasks whose rows differ, however deep', () => {
    const after = statusOf([
      taskRow({ id: '1' }),
      taskRow({ id: '2', tokens: { input: 1, output: 0, cached: 0 } }),
    ]);
    assert.deepEqual(statusChange(before, after).tasks, new Set(['auth/2']));
  });

  it('tells a new worker and a new state of the run', () => {
    const workers = [workerRow('auth/1/1', 'reading')];
    assert.deepEqual(statusChange(before, { ...before, state: 'paused', workers }), {
      tasks: new Set(),
      run: true,
      workers: true,
    });
  });

  it('is everything when tasks came, went or moved, or the run is another one', () => {
    const added = { ...before, tasks: [...before.tasks, taskRow({ id: '3' })] };
    const turned = { ...before, tasks: [...before.tasks].reverse() };
    for (const after of [added, turned, { ...before, run: 'other' }])
      assert.equal(statusChange(before, after).tasks, 'all');
    assert.equal(statusChange(null, before).tasks, 'all');
  });
});
