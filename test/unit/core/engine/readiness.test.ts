import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { attempted, landed, startsOf, told } from '../../../support/engine/episodes.ts';
import { Story } from '../../../support/engine/journal.ts';
import { barrier, plan, settings, task, verification, unattended } from '../../../support/engine/plans.ts';

describe('readiness', () => {
  it('starts what depends on nothing, and the rest as soon as all before it has landed', () => {
    const story = new Story([plan([task('1'), task('2'), task('3')], ['1 > 3', '2 > 3'])]);
    assert.deepEqual(startsOf(story.then()), ['1', '2']);
    story.given(...attempted('1'), landed('1'));
    assert.deepEqual(startsOf(story.then()), []);
    story.given(...attempted('2'), landed('2'));
    assert.deepEqual(startsOf(story.then()), ['3']);
  });

  it('passes barriers and groups, one behind the other, in the moment that all before them has landed', () => {
    const group = { kind: 'group', id: 'g', title: 'Group' } as const;
    const story = new Story([
      plan([task('1'), task('2'), group, barrier('b'), task('3')], ['1 > g', '2 > g', 'g > b', 'b > 3']),
    ]);
    story.then();
    story.given(...attempted('1'), landed('1'));
    assert.deepEqual(
      [story.status('g'), story.status('b'), story.status('3')],
      ['pending', 'pending', 'pending'],
    );
    story.given(...attempted('2'), landed('2'));
    assert.deepEqual(
      [story.status('g'), story.status('b'), story.status('3')],
      ['landed', 'landed', 'ready'],
    );
  });

  it('counts as landed what was done before the run, and never runs it', () => {
    const story = new Story([
      plan([task('1', { satisfied: 'done in the plan' }), barrier('b'), task('2')], ['1 > b', 'b > 2']),
    ]);
    assert.deepEqual(startsOf(story.then()), ['2']);
    assert.equal(story.status('1'), 'landed');
  });

  it('orders what becomes ready at once by the work behind it, then by its place in the plan', () => {
    const story = new Story(
      [
        plan(
          [
            task('0', { satisfied: 'done' }),
            task('1', { rank: 1 }),
            task('2', { rank: 9 }),
            task('3', { rank: 9 }),
          ],
          ['0 > 1'],
        ),
      ],
      settings({ run: 3 }),
    );
    assert.deepEqual(startsOf(story.then()), ['2', '3', '1']);
  });

  it('starts a higher priority first, even when it became ready later', () => {
    const story = new Story(
      [plan([task('1'), task('2'), task('3', { priority: 5 })], ['1 > 3'])],
      settings({ run: 1 }),
    );
    assert.deepEqual(startsOf(story.then()), ['1']);
    story.given(...attempted('1'), landed('1'));
    assert.deepEqual(startsOf(story.then()), ['3']);
  });

  it('keeps tasks of several plans apart, whatever their ids', () => {
    const story = new Story([plan([task('1')]), plan([task('1')], [], { name: 'q' })]);
    assert.deepEqual(told(story.then()), ['attemptStarted 1', 'attemptStarted 1']);
    assert.deepEqual([story.status('p/1'), story.status('q/1')], ['preparing', 'preparing']);
  });

  it('gives each task a slot of its own, and a free one to the next', () => {
    const story = new Story([plan([task('1'), task('2'), task('3')])], settings({ run: 2 }));
    const slots = (): readonly (string | null | undefined)[] =>
      ['1', '2', '3'].map((id) => story.state.nodes.get(`p/${id}`)?.slot);
    story.then();
    assert.deepEqual(slots(), ['slot-1', 'slot-2', null]);
    story.given(...attempted('1'), landed('1'));
    story.then();
    assert.deepEqual(slots(), [null, 'slot-2', 'slot-1']);
  });
});

describe('a task that ended badly', () => {
  const chain = plan([task('1'), task('2'), barrier('b'), task('3'), task('9')], ['1 > b', 'b > 3', '2 > 3']);
  const failed = (id: string) => ({ type: 'taskFailed', task: `p/${id}`, reason: 'no luck' }) as const;

  it('blocks all that depends on it with the reason, and nothing else', () => {
    const story = new Story([chain], settings({ run: 1 }));
    story.then();
    story.given(...attempted('1'), failed('1'));
    const blocked = { name: 'blocked', by: 'p/1', reason: '1 failed' };
    assert.deepEqual(story.state.nodes.get('p/b')?.status, blocked);
    assert.deepEqual(story.state.nodes.get('p/3')?.status, blocked);
    assert.deepEqual(startsOf(story.then()), ['2']);
  });

  it('no longer blocks once it is retried', () => {
    const story = new Story([chain]);
    story.then();
    story.given(...attempted('1'), failed('1'), { type: 'taskRetried', task: 'p/1', note: null });
    assert.deepEqual([story.status('b'), story.status('3')], ['pending', 'pending']);
    assert.deepEqual(startsOf(story.then()), ['1']);
  });

  it('satisfies those that depend on it once it is skipped', () => {
    const story = new Story([chain]);
    story.then();
    story.given(...attempted('2'), landed('2'), ...attempted('1'), failed('1'));
    assert.equal(story.status('3'), 'blocked');
    story.given({ type: 'taskSkipped', task: 'p/1' });
    assert.deepEqual(startsOf(story.then()), ['3']);
  });

  it('names another culprit when the first is retried and one is left', () => {
    const story = new Story([chain]);
    story.then();
    story.given(...attempted('1'), failed('1'), ...attempted('2'), { type: 'taskCancelled', task: 'p/2' });
    story.given({ type: 'taskRetried', task: 'p/1', note: null });
    assert.deepEqual(story.state.nodes.get('p/3')?.status, {
      name: 'blocked',
      by: 'p/2',
      reason: '2 cancelled',
    });
  });

  it('waits again for what it depends on when it is retried without ever having started', () => {
    const story = new Story([chain], settings({ run: 1 }));
    story.given({ type: 'taskCancelled', task: 'p/3' }, { type: 'taskRetried', task: 'p/3', note: null });
    assert.equal(story.status('3'), 'pending');
  });

  it('lets those wait again that counted on its having been skipped', () => {
    const story = new Story([chain], settings({ run: 1 }));
    story.given({ type: 'taskSkipped', task: 'p/1' });
    assert.equal(story.status('b'), 'landed');
    story.given({ type: 'taskRetried', task: 'p/1', note: null });
    assert.deepEqual([story.status('b'), story.status('3')], ['pending', 'pending']);
    story.then();
    story.given(...attempted('1'), landed('1'));
    assert.deepEqual([story.status('b'), story.status('3')], ['landed', 'pending']);
  });
});

describe('a VERIFY item', () => {
  const withVerify = (mode: 'background' | 'blocking') =>
    plan(
      [task('1'), verification('v', { verification: mode }), task('2'), task('3')],
      mode === 'blocking' ? ['1 > v', 'v > 2', 'v > 3'] : ['1 > v', '1 > 2', '2 > 3'],
    );
  const failV = { type: 'taskFailed', task: 'p/v', reason: 'red' } as const;

  it('runs in the background on the integration head while the next phase starts', () => {
    const story = new Story([withVerify('background')]);
    story.then();
    story.given(...attempted('1'), landed('1'));
    assert.deepEqual(startsOf(story.then()).toSorted(), ['2', 'v']);
    assert.deepEqual(story.state.nodes.get('p/v')?.status, { name: 'verifying', commit: 'landed-1' });
  });

  for (const [how, answer] of [
    ['retried', { type: 'taskRetried', task: 'p/v', note: null }],
    ['skipped', { type: 'taskSkipped', task: 'p/v' }],
  ] as const) {
    it(`holds every new start when it fails in the background, until it is ${how}`, () => {
      const story = new Story([withVerify('background')]);
      story.then();
      story.given(...attempted('1'), landed('1'));
      story.then();
      story.given(failV, ...attempted('2'), landed('2'));
      assert.deepEqual(told(story.then()), ['runEnded']);
      story.given({ type: 'runResumed', ...unattended });
      story.given(answer);
      assert.ok(startsOf(story.then()).includes('3'));
    });
  }

  it('keeps an attended run going when it fails, until somebody deals with it', () => {
    const story = new Story([withVerify('background')], settings({}, { attended: true }));
    story.then();
    story.given(...attempted('1'), landed('1'));
    story.then();
    story.given(failV, ...attempted('2'), landed('2'));
    assert.deepEqual(told(story.then()), []);
    story.given({ type: 'taskSkipped', task: 'p/v' });
    assert.deepEqual(startsOf(story.then()), ['3']);
  });

  it('lets a failed one be retried while another one still holds all new work', () => {
    const check = { verification: 'background', agent: task('x').agent } as const;
    const story = new Story(
      [plan([task('1', { priority: 9 }), task('v', check), task('w', check)])],
      settings({ run: 2 }),
    );
    story.given(
      { type: 'taskFailed', task: 'p/v', reason: 'red' },
      { type: 'taskFailed', task: 'p/w', reason: 'red' },
      { type: 'taskRetried', task: 'p/w', note: null },
    );
    assert.deepEqual(startsOf(story.then()), ['w']);
  });

  it('is a barrier when it blocks, and blocks what comes after when it fails', () => {
    const story = new Story([withVerify('blocking')]);
    story.then();
    story.given(...attempted('1'), landed('1'));
    assert.deepEqual(startsOf(story.then()), ['v']);
    story.given(failV);
    assert.deepEqual([story.status('2'), story.status('3')], ['blocked', 'blocked']);
    assert.equal(story.state.holds.size, 0);
  });

  it('runs no more at once than the verification limit', () => {
    const story = new Story([plan([verification('v'), verification('w')])], settings({ verification: 1 }));
    assert.deepEqual(startsOf(story.then()), ['v']);
  });

  it('fails when its agent reports VERIFY: FAIL, and may pass without changing anything', () => {
    const check = task('v', { verification: 'background', gate: [] });
    const story = new Story([plan([check])]);
    story.then();
    story.given(...attempted('v', { summary: 'I looked.\nVERIFY: FAIL the login page is blank' }));
    assert.deepEqual(told(story.then()).slice(0, 1), ['taskFailed v']);
    assert.deepEqual(story.state.nodes.get('p/v')?.status, {
      name: 'failed',
      reason: 'VERIFY: FAIL the login page is blank',
    });
  });
});
