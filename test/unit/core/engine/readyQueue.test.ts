import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ReadyQueue } from '../../../../src/core/engine/readyQueue.ts';

function headsOf(queue: ReadyQueue): readonly string[] {
  return [...queue.heads()].map(({ ref }) => ref);
}

function entry(
  ref: string,
  seq: number,
): { readonly ref: string; readonly priority: number; readonly seq: number } {
  return { ref, priority: 0, seq };
}

describe('the ready queue', () => {
  it('shows the longest ready of the highest priority in each class', () => {
    const queue = new ReadyQueue();
    queue.add('a', entry('late', 3));
    queue.add('a', entry('early', 1));
    queue.add('b', entry('other', 2));
    queue.add('a', { ref: 'urgent', priority: 1, seq: 4 });
    assert.deepEqual(headsOf(queue), ['urgent', 'other']);
    queue.remove('urgent');
    assert.deepEqual(headsOf(queue), ['early', 'other']);
  });

  it('does not show a task in the class that it was in before it left and came back', () => {
    const queue = new ReadyQueue();
    queue.add('a', entry('first', 1));
    queue.add('a', entry('mover', 2));
    queue.add('a', entry('last', 3));
    queue.remove('mover');
    queue.add('b', entry('mover', 2));
    queue.remove('first');
    assert.deepEqual(headsOf(queue), ['last', 'mover']);
  });

  it('is empty once all have left, however often they came', () => {
    const queue = new ReadyQueue();
    for (let round = 0; round < 100; round++) {
      for (const seq of [1, 2, 3]) queue.add('a', entry(String(seq), seq));
      for (const seq of [2, 3, 1]) queue.remove(String(seq));
    }
    assert.equal(queue.size, 0);
    assert.deepEqual(headsOf(queue), []);
  });
});
