import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { queueMoves } from '../../../../src/vscode/views/queueMoves.ts';

describe('an entry of a merge queue that is dropped on another one', () => {
  const entry = (id: string, place: number, plan = 'auth') => ({ plan, id, place });

  it('goes there step by step, up or down', () => {
    assert.deepEqual(queueMoves(entry('1.3', 3), entry('1.1', 1)), [
      { type: 'move', task: 'auth/1.3', by: -1 },
      { type: 'move', task: 'auth/1.3', by: -1 },
    ]);
    assert.deepEqual(queueMoves(entry('1.1', 1), entry('1.2', 2)), [
      { type: 'move', task: 'auth/1.1', by: 1 },
    ]);
    assert.deepEqual(queueMoves(entry('1.1', 1), entry('1.1', 1)), []);
  });

  it('stays in the queue of its plan', () => {
    assert.throws(() => queueMoves(entry('1.1', 1), entry('1.1', 2, 'pay')), /a merge queue of its own/);
  });
});
