import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { forecast } from '../../../../src/core/engine/forecast.ts';
import { pickTasks } from '../../../../src/core/engine/selection.ts';
import { toStatus } from '../../../../src/core/projections/status.ts';
import { attempted, landed } from '../../../support/engine/episodes.ts';
import { foldAgain, Story } from '../../../support/engine/journal.ts';
import { MemoryWorld } from '../../../support/engine/memoryWorld.ts';
import { picture } from '../../../support/engine/picture.ts';
import { barrier, plan, settings, task, unattended } from '../../../support/engine/plans.ts';
import { refusal, steering } from '../../../support/engine/steering.ts';

/** Two phases: 1.1 and 1.2, a barrier, 2.1 and 2.2; 2.3 waits for 1.1 alone. */
const phases = plan(
  [
    task('1.1'),
    task('1.2'),
    barrier('b'),
    task('2.1', { phase: '2' }),
    task('2.2', { phase: '2' }),
    task('2.3', { phase: '2' }),
  ],
  ['1.1 > b', '1.2 > b', 'b > 2.1', 'b > 2.2', '1.1 > 2.3'],
);

function storyOf(only: readonly string[]): Story {
  const story = new Story([]);
  return story.given({ type: 'planAdded', plan: phases, only });
}

function rows(story: Story): readonly string[] {
  const outside = { live: new Map(), queueSteps: new Map(), runningGates: new Map(), etaAt: null } as const;
  const status = toStatus(story.state, { now: 0, version: 1, worktreeOf: (slot) => slot, ...outside });
  return status.tasks.map(({ id, state, why }) => `${id} ${state}${why === null ? '' : `: ${why}`}`);
}

function play(story: Story, ids: readonly string[]): void {
  for (const id of ids) {
    story.then();
    story.given(...attempted(id)).then();
    story.given(landed(id));
  }
}

describe('a run of some tasks only', () => {
  it('runs them and what they depend on, and leaves the others pending', () => {
    const story = storyOf(['2.3']);
    story.then();
    assert.deepEqual(rows(story), [
      '1.1 preparing',
      '1.2 pending: not selected',
      '2.1 pending: not selected',
      '2.2 pending: not selected',
      '2.3 pending: waits for 1.1',
    ]);
  });

  it('is done when they are', () => {
    const story = storyOf(['2.3']);
    play(story, ['1.1', '2.3']);
    assert.deepEqual(story.then(), [{ type: 'runEnded', outcome: 'done' }]);
  });

  it('has failed when one of them has, whatever becomes of the others', () => {
    const story = storyOf(['2.3']);
    story.then();
    story.given({ type: 'taskFailed', task: 'p/1.1', reason: 'no' });
    assert.deepEqual(story.then(), [{ type: 'runEnded', outcome: 'failed' }]);
  });

  it('takes in what waits behind a barrier', () => {
    const story = storyOf(['2.1']);
    play(story, ['1.1', '1.2', '2.1']);
    assert.deepEqual(story.then(), [{ type: 'runEnded', outcome: 'done' }]);
  });

  it('takes more tasks in while it goes on, and all of them when it is asked to', async () => {
    const story = storyOf(['1.1']);
    const { command } = steering(story);
    await command({ type: 'select', tasks: ['2.3'] });
    assert.equal(rows(story).filter((row) => row.endsWith('not selected')).length, 3);
    await command({ type: 'select', tasks: null });
    assert.equal(rows(story).filter((row) => row.endsWith('not selected')).length, 0);
    play(story, ['1.1', '1.2', '2.1', '2.2', '2.3']);
    assert.deepEqual(story.then(), [{ type: 'runEnded', outcome: 'done' }]);
    assert.deepEqual(picture(foldAgain(story.journal)), picture(story.state));
  });

  it('is taken up again with others after it was done', async () => {
    const world = new MemoryWorld();
    world.history.refs.set('refs/heads/tutti/p/integration', 'base');
    const first = world.begin([], settings());
    first.record({ type: 'planAdded', plan: phases, only: ['1.1'] });
    await world.play(first);
    assert.deepEqual(world.landed(), ['1.1']);
    const second = world.again();
    await second.recover(unattended, [{ id: 's', run: 'run', at: 0, type: 'select', tasks: ['2.3'] }]);
    await world.play(second);
    assert.deepEqual(world.landed(), ['1.1', '2.3']);
    assert.deepEqual(world.journal.at(-1)?.type, 'runEnded');
  });

  it('is said what is not there, or there twice', async () => {
    const other = plan([task('1.1')], [], { name: 'q' });
    const story = new Story([phases, other]);
    const { command } = steering(story);
    assert.match((await refusal(command({ type: 'select', tasks: ['9'] }))) ?? '', /no task 9/);
    const twice = await refusal(command({ type: 'select', tasks: ['1.1'] }));
    assert.match(twice ?? '', /p\/1\.1 or q\/1\.1/);
  });

  it('may be asked for by phase', () => {
    for (const name of ['phase:2', 'p/phase:2', 'Phase 2']) {
      assert.deepEqual(pickTasks([phases], [name]), { ok: true, value: ['p/2.1', 'p/2.2', 'p/2.3'] });
    }
  });

  it('takes as long as these tasks do', () => {
    const { wallMs, sequentialMs, criticalPathMs } = forecast([phases], settings(), { only: ['p/2.3'] });
    assert.deepEqual([wallMs, sequentialMs, criticalPathMs], [120_000, 120_000, 120_000]);
  });
});
