import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { toStatus } from '../../../../src/core/projections/status.ts';
import type { QueueEntryStatus } from '../../../../src/shared/status.ts';
import { attempted } from '../../../support/engine/episodes.ts';
import { foldAgain, Story } from '../../../support/engine/journal.ts';
import { MemoryWorld } from '../../../support/engine/memoryWorld.ts';
import { picture } from '../../../support/engine/picture.ts';
import { plan, settings, task } from '../../../support/engine/plans.ts';
import { refusal, steering } from '../../../support/engine/steering.ts';
import { runUntilTrue } from '../../../support/engine/virtualClock.ts';

const three = plan([task('1'), task('2'), task('3')]);

function queuedStory(attended = true): Story {
  const story = new Story([three], settings({}, { attended }));
  story.then();
  for (const id of ['1', '2', '3']) story.given(...attempted(id)).then();
  return story;
}

function queueOf(story: Story): readonly QueueEntryStatus[] {
  const outside = { live: new Map(), queueSteps: new Map(), runningGates: new Map(), etaAt: null } as const;
  return toStatus(story.state, { now: 0, version: 1, worktreeOf: (slot) => slot, ...outside }).queue;
}

function order(story: Story): readonly string[] {
  return queueOf(story).map(({ id, place, held }) => `${String(place)} ${id}${held ? ' held' : ''}`);
}

describe('a person at the merge queue', () => {
  it('moves entries up and down, one place at a time', async () => {
    const story = queuedStory();
    const { command } = steering(story);
    await command({ type: 'move', task: '3', by: -1 });
    assert.deepEqual(order(story), ['1 1', '2 3', '3 2']);
    await command({ type: 'move', task: '1', by: 1 });
    assert.deepEqual(order(story), ['1 3', '2 1', '3 2']);
    assert.match((await refusal(command({ type: 'move', task: '3', by: -1 }))) ?? '', /3 is first/);
    assert.match((await refusal(command({ type: 'move', task: '2', by: 1 }))) ?? '', /2 is last/);
    assert.deepEqual(picture(foldAgain(story.journal)), picture(story.state));
    assert.deepEqual([...(foldAgain(story.journal).queued.get('p') ?? [])], ['p/3', 'p/1', 'p/2']);
  });

  it('brings an entry to the front, out of its hold', async () => {
    const story = queuedStory();
    const { command } = steering(story);
    await command({ type: 'hold', task: '3' });
    assert.deepEqual(order(story), ['1 1', '2 2', '3 3 held']);
    await command({ type: 'landNow', task: '3' });
    assert.deepEqual(order(story), ['1 3', '2 1', '3 2']);
  });

  it('can not let an entry pass one that it depends on, or the other way round', async () => {
    const story = new Story([plan([task('1'), task('2')], ['1 > 2'])]);
    story.then();
    story.given(...attempted('1')).then();
    // Skipped for a moment, so that 2 could start on the strength of it.
    story.given({ type: 'taskSkipped', task: 'p/1' }).then();
    story.given(...attempted('2')).then();
    story.given({ type: 'taskRetried', task: 'p/1', note: null }).then();
    story.given(...attempted('1', { attempt: 2 })).then();
    assert.deepEqual(order(story), ['1 2', '2 1']);
    story.given({ type: 'entryMoved', task: 'p/1', place: 0 });
    const { command } = steering(story);
    assert.match((await refusal(command({ type: 'landNow', task: '2' }))) ?? '', /2 depends on 1/);
    assert.match((await refusal(command({ type: 'move', task: '1', by: 1 }))) ?? '', /2 depends on 1/);
  });

  it('is told what is not in the queue, held already, or not held', async () => {
    const story = new Story([three]);
    story.then();
    const { command } = steering(story);
    assert.match((await refusal(command({ type: 'hold', task: '1' }))) ?? '', /1 is preparing/);
    story.given(...attempted('1')).then();
    assert.match((await refusal(command({ type: 'release', task: '1' }))) ?? '', /not held/);
    await command({ type: 'hold', task: '1' });
    assert.match((await refusal(command({ type: 'hold', task: '1' }))) ?? '', /held already/);
  });

  it('keeps the run going while it holds an entry, unless nobody is there', async () => {
    for (const attended of [true, false]) {
      const story = queuedStory(attended);
      for (const id of ['1', '2', '3']) await steering(story).command({ type: 'hold', task: id });
      const events = story.then().map((event) => (event.type === 'runStopped' ? event.reason : event.type));
      assert.deepEqual(events, attended ? [] : ['waits for you: 1, 2, 3']);
    }
  });

  it('lets the others land past an entry that is held, and that one when it is released', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([three], settings({ verification: 2 }, { attended: true }));
    await runUntilTrue(world.clock, () => engine.state.queued.get('p')?.size === 3);
    await engine.handle({ id: 'hold', run: 'run', at: 0, type: 'hold', task: '1' });
    await runUntilTrue(world.clock, () => world.landed().length === 2);
    assert.deepEqual(world.landed(), ['2', '3']);
    await engine.handle({ id: 'release', run: 'run', at: 0, type: 'release', task: '1' });
    await world.play(engine);
    assert.deepEqual(world.landed(), ['2', '3', '1']);
  });
});
