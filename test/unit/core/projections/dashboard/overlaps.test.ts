import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { overlapsOf } from '../../../../../src/core/projections/dashboard/overlaps.ts';
import { Story } from '../../../../support/engine/journal.ts';
import { barrier, plan, task } from '../../../../support/engine/plans.ts';

describe('the predicted conflicts of a run', () => {
  it('are between tasks that share files and of which neither waits for the other, not even from afar', () => {
    const changes = (...files: readonly string[]) => ({
      leases: files.map((file) => ({ key: `file:${file}`, mode: 'exclusive' as const })),
    });
    const nodes = [
      task('1', changes('a.ts')),
      barrier('b'),
      task('2', changes('b.ts')),
      task('3', changes('a.ts', 'b.ts')),
      task('4', { ...changes('a.ts'), satisfied: 'done' }),
      task('5', changes('a.ts', 'b.ts')),
    ];
    const story = new Story([plan(nodes, ['1 > b', 'b > 2', '2 > 3'])]);
    assert.deepEqual(overlapsOf(story.state), [
      { tasks: ['p/1', 'p/5'], files: ['a.ts'] },
      { tasks: ['p/3', 'p/5'], files: ['a.ts', 'b.ts'] },
      { tasks: ['p/2', 'p/5'], files: ['b.ts'] },
    ]);
  });
});
