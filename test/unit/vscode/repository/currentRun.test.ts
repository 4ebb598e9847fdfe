import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { CurrentRun } from '../../../../src/vscode/repository/currentRun.ts';
import { FakeRun } from '../../../support/fakeRun.ts';

describe('the current run of a window', () => {
  let heard: number[];
  let faults: unknown[];
  let current: CurrentRun;
  beforeEach(() => {
    heard = [];
    faults = [];
    current = new CurrentRun({
      onChange: () => undefined,
      onRunEvent: ({ seq }) => heard.push(seq),
      onFault: (error) => faults.push(error),
    });
  });
  afterEach(() => current.detach());

  it('tells of what happens from the moment that it is taken, whatever the clock says', () => {
    const run = new FakeRun('r1');
    run.happen(1);
    run.happen(2);
    current.take(run, 2);
    // One that is followed gets its past in bits; all events of the fake are as old as can be.
    run.happen(2);
    run.happen(3);
    assert.deepEqual(heard, [3]);
  });

  it('is one at a time: one that was followed is done with, and says nothing more', () => {
    const [first, second] = [new FakeRun('r1'), new FakeRun('r2')];
    current.take(first, 0);
    current.take(second, 0);
    first.happen(1);
    assert.deepEqual([first.calls, first.isListenedTo, heard], [['dispose'], false, []]);
    assert.equal(current.status?.run, 'r2');
  });

  it('is played here as long as it goes on', () => {
    const run = new FakeRun('r1', { owned: true });
    current.take(run, 0);
    assert.equal(current.played, run);
    run.say({ state: 'paused' });
    assert.equal(current.played, run);
    run.end();
    assert.equal(current.played, null);
    current.take(new FakeRun('r2'), 0);
    assert.equal(current.played, null);
  });

  it('has let go of the repository when its report is written', async () => {
    const run = new FakeRun('r1', { owned: true });
    current.take(run, 0);
    await current.whenLetGo();
    run.end();
    let isLetGo = false;
    const letGo = current.whenLetGo().then(() => (isLetGo = true));
    await Promise.resolve();
    assert.equal(isLetGo, false);
    run.letGo();
    await letGo;
    assert.deepEqual(faults, []);
  });
});
