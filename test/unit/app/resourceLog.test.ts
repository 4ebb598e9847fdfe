import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ResourceLog } from '../../../src/app/resourceLog.ts';
import { runUntilTrue, settled, VirtualClock } from '../../support/engine/virtualClock.ts';

describe('The log of what the machine is at', () => {
  function create(fail = false) {
    const clock = new VirtualClock();
    const load = {
      start: () => undefined,
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
      [1_000, 6_000, 11_000],
    );
    log.setWatched(false);
    await settled();
    assert.equal(clock.step(), false);
  });

  it('tells nothing of the time in which nobody looked', async () => {
    const clock = new VirtualClock();
    let since = 0;
    const load = {
      start: () => (since = clock.now()),
      sample: async () => ({ at: clock.now(), cpu: clock.now() - since, memoryMb: 1, freeDiskMb: 1 }),
    };
    const log = new ResourceLog('/', clock, load);
    clock.at(3_600_000, () => log.setWatched(true));
    await runUntilTrue(clock, () => log.samples().length === 1);
    assert.deepEqual(
      log.samples().map(({ at, cpu }) => [at, cpu]),
      [[3_601_000, 1_000]],
    );
    log.dispose();
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
    const log = new ResourceLog('/', clock, { start: () => undefined, sample });
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
    assert.equal(clock.now(), 17_000);
    assert.equal(asked, 5);
    log.dispose();
  });

  it('keeps the last 720', async () => {
    const { clock, log } = create();
    log.setWatched(true);
    await runUntilTrue(clock, () => clock.now() >= 1_000 + 5_000 * 730);
    await settled();
    assert.equal(log.samples().length, 720);
    assert.equal(log.samples().at(-1)?.at, 1_000 + 5_000 * 730);
  });

  it('has no data where the machine does not tell', async () => {
    const { clock, log } = create(true);
    log.setWatched(true);
    await runUntilTrue(clock, () => clock.now() >= 10_000);
    assert.deepEqual(log.samples(), []);
  });
});
