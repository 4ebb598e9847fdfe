import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { whyNotStarted } from '../../../../src/core/engine/startBlock.ts';
import { attempted, gateRejected, landed, startsOf } from '../../../support/engine/episodes.ts';
import { Story } from '../../../support/engine/journal.ts';
import { agent, plan, settings, task, verification } from '../../../support/engine/plans.ts';

const ids = ['1', '2', '3', '4'];

function why(story: Story, id: string): string | null {
  const node = story.state.nodes.get(`p/${id}`);
  return node === undefined ? null : whyNotStarted(story.state, node, story.now);
}

describe('limits', () => {
  const large = { agent: agent({ provider: 'north', model: 'large' }) };
  const four = plan(ids.map((id) => task(id, large)));
  const open = { run: 9, default: 9, providers: { north: 9 }, models: { large: 9 } };

  for (const [tier, limited, shown] of [
    ['run', { ...open, run: 2 }, 'run 2/2: 1, 2'],
    ['provider', { ...open, providers: { north: 2 } }, 'north 2/2: 1, 2'],
    ['model', { ...open, models: { large: 2 } }, 'large 2/2: 1, 2'],
    ['default', { ...open, default: 2, models: {} }, 'large 2/2: 1, 2'],
  ] as const) {
    it(`binds by ${tier}, and says who holds it`, () => {
      const story = new Story([four], settings(limited));
      assert.deepEqual(startsOf(story.then()), ['1', '2']);
      assert.equal(why(story, '3'), shown);
    });
  }

  it('binds by plan and by pool', () => {
    const byPlan = new Story([{ ...four, concurrency: 1 }], settings(open));
    assert.deepEqual(startsOf(byPlan.then()), ['1']);
    assert.equal(why(byPlan, '2'), 'p 1/1: 1');
    const byPool = new Story([four], settings(open, { pools: { default: 3 } }));
    assert.deepEqual(startsOf(byPool.then()), ['1', '2', '3']);
    assert.equal(why(byPool, '4'), 'default 3/3: 1, 2, 3');
  });

  it('needs a place in every tier at once, and lets those start behind it that need another', () => {
    const story = new Story(
      [plan([task('1', large), task('2', large), task('3', { agent: agent({ provider: 'south' }) })])],
      settings({ ...open, providers: { north: 1 } }),
    );
    assert.deepEqual(startsOf(story.then()), ['1', '3']);
  });

  it('keeps the order in which tasks became ready within a priority, and gives a place back when work is done', () => {
    const story = new Story([four], settings({ ...open, run: 1 }));
    const started: string[] = [];
    for (const id of ids) {
      started.push(...startsOf(story.then()));
      story.given(...attempted(id));
    }
    assert.deepEqual(started, ids);
  });

  it('starts a repair in its own slot when there is no other, whatever waits in front of it', () => {
    const late = task('5', { priority: 9 });
    const story = new Story(
      [plan([verification('v'), ...ids.map((id) => task(id)), late], ['v > 5'])],
      settings({ run: 1 }),
    );
    for (const id of ids) {
      story.then();
      story.given(...attempted(id));
    }
    story.then();
    story.given(landed('v'), ...ids.map(gateRejected));
    assert.deepEqual(story.state.freeSlots, []);
    assert.deepEqual(startsOf(story.then()), ['1']);
    assert.equal(why(story, '5'), 'run 1/1: 1');
  });
});
