import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Lease } from '../../../../src/core/engine/runPlan.ts';
import { whyNotStarted } from '../../../../src/core/engine/startBlock.ts';
import { attempted, conflicted, landed, startsOf } from '../../../support/engine/episodes.ts';
import { Story } from '../../../support/engine/journal.ts';
import { agent, plan, settings, task } from '../../../support/engine/plans.ts';

function file(key: string): Lease {
  return { key: `file:${key}`, mode: 'exclusive' };
}

const shared: Lease = { key: 'phase:1', mode: 'shared' };
const alone: Lease = { key: 'phase:1', mode: 'exclusive' };

describe('leases', () => {
  it('keep tasks apart that change the same file, and let others pass', () => {
    const story = new Story([
      plan([
        task('1', { leases: [file('a')] }),
        task('2', { leases: [file('a'), file('b')] }),
        task('3', { leases: [file('b')] }),
      ]),
    ]);
    assert.deepEqual(startsOf(story.then()), ['1', '3']);
    const node = story.state.nodes.get('p/2')!;
    assert.equal(whyNotStarted(story.state, node, 0), 'changes a, as does 1');
  });

  it('are held until the work has landed', () => {
    const story = new Story([plan([task('1', { leases: [file('a')] }), task('2', { leases: [file('a')] })])]);
    story.then();
    story.given(...attempted('1'));
    assert.deepEqual(startsOf(story.then()), []);
    assert.equal(story.status('1'), 'queued');
    story.given(landed('1'));
    assert.deepEqual(startsOf(story.then()), ['2']);
  });

  it('let sharers of a phase run together, and an exclusive task alone', () => {
    const story = new Story([
      plan([
        task('1', { leases: [shared] }),
        task('2', { leases: [shared] }),
        task('3', { leases: [alone] }),
      ]),
    ]);
    assert.deepEqual(startsOf(story.then()), ['1', '2']);
    story.given(...attempted('1'), landed('1'), ...attempted('2'), landed('2'));
    assert.deepEqual(startsOf(story.then()), ['3']);
  });

  it('do not let later sharers overtake an exclusive task that waits', () => {
    const story = new Story(
      [
        plan(
          [
            task('0'),
            task('1', { leases: [shared] }),
            task('2', { leases: [alone] }),
            task('3', { leases: [shared] }),
          ],
          ['0 > 3'],
        ),
      ],
      settings({ run: 2 }),
    );
    assert.deepEqual(startsOf(story.then()), ['0', '1']);
    story.given(...attempted('0'), landed('0'));
    assert.deepEqual(startsOf(story.then()), []);
    story.given(...attempted('1'), landed('1'));
    assert.deepEqual(startsOf(story.then()), ['2']);
    story.given(...attempted('2'), landed('2'));
    assert.deepEqual(startsOf(story.then()), ['3']);
  });

  it('come back to a sharer when the exclusive task in front of it is ended before it started', () => {
    const full = agent({ provider: 'full' });
    const story = new Story(
      [
        plan(
          [
            task('0', { agent: full }),
            task('1', { leases: [alone] }),
            task('2', { leases: [shared], agent: full }),
            task('3', { leases: [alone], agent: full, priority: 1 }),
          ],
          ['0 > 3'],
        ),
      ],
      settings({ run: 8, providers: { full: 1 } }),
    );
    assert.deepEqual(startsOf(story.then()), ['0', '1']);
    story.given(...attempted('0'), landed('0'));
    story.then();
    // Both wait for 1, the exclusive one in front.
    story.given(...attempted('1'), landed('1'), { type: 'taskSkipped', task: 'p/3' });
    assert.deepEqual(startsOf(story.then()), ['2']);
  });

  it('let sharers pass again when the exclusive task that they waited behind is skipped', () => {
    const story = new Story([
      plan(
        [
          task('0'),
          task('1', { leases: [shared] }),
          task('2', { leases: [alone] }),
          task('3', { leases: [shared] }),
          task('4', { leases: [shared] }),
        ],
        ['0 > 3', '0 > 4'],
      ),
    ]);
    story.then();
    story.given(...attempted('0'), landed('0'));
    assert.deepEqual(startsOf(story.then()), []);
    story.given({ type: 'taskSkipped', task: 'p/2' });
    assert.deepEqual(startsOf(story.then()), ['3', '4']);
  });

  it('do not make two repairs wait for one another', () => {
    const both = { leases: [file('a')] };
    const story = new Story(
      [plan([task('1', { ...both, review: 'human' }), task('2', both)])],
      settings({}, { attended: true }),
    );
    story.then();
    story.given(...attempted('1'));
    story.then();
    // While a person reviews, its files are free for others.
    const need = { kind: 'review', message: '', request: null } as const;
    story.given({ type: 'personNeeded', task: 'p/1', need });
    assert.deepEqual(startsOf(story.then()), ['2']);
    story.given({ type: 'taskApproved', task: 'p/1' }, conflicted('1'));
    assert.deepEqual(startsOf(story.then()), []);
    story.given(...attempted('2'));
    story.then();
    story.given(conflicted('2'));
    assert.deepEqual(startsOf(story.then()), ['2']);
    story.given(...attempted('2', { attempt: 2 }));
    story.then();
    story.given(landed('2'));
    assert.deepEqual(startsOf(story.then()), ['1']);
  });
});
