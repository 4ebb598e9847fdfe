import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { partsOfAttempt, partsOfTask } from '../../../src/shared/taskRef.ts';

describe('What a run calls a task', () => {
  it('has its plan before the first slash, and the number of an attempt behind the last', () => {
    assert.deepEqual(partsOfTask('auth/2.1'), { plan: 'auth', id: '2.1' });
    assert.deepEqual(partsOfAttempt('auth/2.1/12'), { ref: 'auth/2.1', plan: 'auth', id: '2.1', number: 12 });
    assert.deepEqual(partsOfAttempt('auth/a/b/3'), { ref: 'auth/a/b', plan: 'auth', id: 'a/b', number: 3 });
  });
});
