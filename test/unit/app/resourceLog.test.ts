import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ResourceLog } from '../../../src/app/resourceLog.ts';
import { runUntilTrue, settled, VirtualClock } from '../../support/engine/virtualClock.ts';

describe('The log of what the machine is at', () => {
  function create(fail = false) {
    const clock = new VirtualClock();
    const load = {
      sample: async () => {
        if (fail) throw new Error('gone');
        return { at: clock.now(), cpu: 0.5, memoryMb: 1, freeDiskMb: 1 };
      },
    };
    return { clock, log: new ResourceLog('/', clock, load) };
  }

  it('has a sample each five seconds, and none while nobody looks', async () => {
    const { clock, log } = create();
    assert.equal(clock.step(), false);
    log.setWatched(true);
    await runUntilTrue(clock, () => log.samples().length === 3);
    assert.deepEqual(
      log.samples().map(({ at }) => at),
      [0, 5_000, 10_000],
    );
    log.setWatched(false);
    await settled();
    assert.equal(clock.step(), false);
  });

  it('goes on once when somebody looked away and back during a sample', async () => {
    const clock = new VirtualClock();
    const waiting: (() => void)[] = [];
    let asked = 0;
    const sample = async () => {
      asked += 1;
      await new Promise<void>((resolve) => waiting.push(resolve));
      return { at: clock.now(), cpu: 0.5, memoryMb: 1, freeDiskMb: 1 };
    };
    const log = new ResourceLog('/', clock, { sample });
    log.setWatched(true);
    clock.step();
    log.setWatched(false);
    log.setWatched(true);
    for (const go of waiting.splice(0)) go();
    await settled();
    for (let round = 0; round < 4; round += 1) {
      clock.step();
      for (const go of waiting.splice(0)) go();
      await settled();
    }
    assert.equal(clock.now(), 15_000);
    assert.equal(asked, 5);
    log.dispose();
  });

  it('keeps the last 720', async () => {
    const { clock, log } = create();
    log.setWatched(true);
    await runUntilTrue(clock, () => clock.now() >= 5_000 * 730);
    await settled();
    assert.equal(log.samples().length, 720);
    assert.equal(log.samples().at(-1)?.at, 5_000 * 730);
  });

  it('has no data where the machine does not tell', async () => {
    const { clock, log } = create(true);
    log.setWatched(true);
    await runUntilTrue(clock, () => clock.now() >= 10_000);
    assert.deepEqual(log.samples(), []);
  });
});
