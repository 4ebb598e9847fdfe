import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { barrier, plan, settings, task, unattended, verification } from '../../../support/engine/plans.ts';
import { MemoryWorld } from '../../../support/engine/memoryWorld.ts';
import { runUntil } from '../../../support/engine/virtualClock.ts';

const story = plan(
  [task('1'), task('2'), barrier('b'), verification('v'), task('3')],
  ['1 > b', '2 > b', 'b > 3', 'b > v'],
);

/** Plays until the owner lets go after event `at`, then with a new owner until the run is over. */
async function detachAndRecover(at: number): Promise<MemoryWorld> {
  const world = new MemoryWorld();
  let letGo: () => void = () => undefined;
  const detached = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  world.onAppend = ({ seq }) => {
    if (seq === at)
      queueMicrotask(() => {
        engine.detach();
        letGo();
      });
  };
  const engine = world.begin([story], settings({ verification: 2 }));
  await runUntil(world.clock, detached);
  const next = world.again();
  await next.recover(unattended, []);
  await world.play(next);
  return world;
}

describe('a run whose owner lets go of it', () => {
  it('goes on as it would have, whatever the owner was doing: no agent starts twice, no task lands twice', async () => {
    const whole = new MemoryWorld();
    await whole.play(whole.begin([story], settings({ verification: 2 })));
    for (let at = 3; at < whole.journal.length; at += 1) {
      const world = await detachAndRecover(at);
      const context = `after event ${String(at)}`;
      assert.equal(world.journal.at(-1)?.type, 'runEnded', context);
      assert.equal(world.eventsOf('runDetached').length, 1, context);
      const starts = world.workers.starts.map(({ spec }) => spec.attempt).sort();
      assert.deepEqual(starts, ['p/1/1', 'p/2/1', 'p/3/1'], context);
      assert.deepEqual([...world.landed()].sort(), ['1', '2', '3'], context);
      const seqs = world.journal.map(({ seq }) => seq);
      assert.deepEqual(
        seqs,
        [...seqs.keys()].map((index) => index + 1),
        context,
      );
    }
  });

  it('stays paused for an owner that takes it up unasked', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([story]);
    engine.record({ type: 'runPaused' });
    engine.detach();
    const next = world.again();
    await next.recover({ ...unattended, asItWas: true }, []);
    assert.equal(next.state.phase, 'paused');
    next.dispose();
  });
});
