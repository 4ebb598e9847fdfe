import assert from 'node:assert/strict';
import { setImmediate as soon } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { RunsSeen } from '../../../../src/app/watchRuns.ts';
import { UserError } from '../../../../src/core/base/userError.ts';
import { RunKeeper } from '../../../../src/vscode/repository/runKeeper.ts';
import { FakeRun } from '../../../support/fakeRun.ts';

const other = (run: string | null) => ({ pid: 4711, run, isSelf: false });
const self = (run: string | null) => ({ pid: process.pid, run, isSelf: true });
const over = (run: string) => ({ run, left: false });
const left = (run: string) => ({ run, left: true });

describe('what keeps a window on the run of its repository', () => {
  let said: string[];
  let current: { handle: FakeRun | null };
  let seen: RunsSeen;
  let memory: string | null;
  let resumeFails: Error | null;
  let onSeen: (seen: RunsSeen) => void;
  let timeOut: (() => void) | null;
  let keeper: RunKeeper;

  beforeEach(() => {
    [said, memory, resumeFails, timeOut] = [[], null, null, null];
    current = { handle: null };
    seen = { owner: null, latest: null };
    keeper = new RunKeeper({
      runs: {
        now: () => seen,
        watch: (listener) => {
          onSeen = listener;
          return () => said.push('unwatch');
        },
        left: (run) => ({ run, how: 'detached', leftAt: Date.now(), liveAgents: 0 }),
      },
      current,
      playedHere: (run) => run === memory,
      follow: (run) => {
        said.push(`follow ${run}`);
        current.handle = new FakeRun(run);
        return Promise.resolve();
      },
      resume: (run) => {
        said.push(`resume ${run}`);
        if (resumeFails !== null) return Promise.reject(resumeFails);
        current.handle = new FakeRun(run, { owned: true });
        return Promise.resolve();
      },
      offer: ({ run }, why) => said.push(`offer ${run}${why === null ? '' : `: ${why}`}`),
      onFault: (error) => said.push(`fault ${String(error)}`),
      later: (action) => {
        timeOut = action;
        return { dispose: () => (timeOut = null) };
      },
    });
  });
  afterEach(() => {
    keeper.dispose();
  });

  async function open(first: RunsSeen): Promise<void> {
    seen = first;
    await keeper.open();
  }

  /** While this window wants to: a process that has no run yet holds the repository. */
  async function anotherTakesUp(run: string): Promise<void> {
    memory = run;
    await open({ owner: null, latest: left(run) });
    resumeFails = new UserError('Process 4711 plays a run in this repository.');
    seen = { owner: other(null), latest: left(run) };
    onSeen({ owner: null, latest: left(run) });
    await soon();
  }

  async function see(next: RunsSeen): Promise<void> {
    seen = next;
    onSeen(next);
    await soon();
  }

  it('shows the latest run, and then the one that somebody else starts', async () => {
    await open({ owner: null, latest: over('r1') });
    await see({ owner: other('r2'), latest: over('r2') });
    await see({ owner: null, latest: over('r2') });
    assert.deepEqual(said, ['follow r1', 'follow r2']);
  });

  it('stays on an older run that was resumed here until there is a newer one', async () => {
    await open({ owner: null, latest: over('r5') });
    current.handle = new FakeRun('r2', { owned: true });
    await see({ owner: self('r2'), latest: over('r5') });
    await see({ owner: null, latest: over('r5') });
    assert.deepEqual(said, ['follow r5']);
    await see({ owner: null, latest: over('r6') });
    assert.deepEqual(said, ['follow r5', 'follow r6']);
  });

  it('follows what another folder of the window plays', async () => {
    await open({ owner: self('r1'), latest: over('r1') });
    await see({ owner: self('r2'), latest: over('r2') });
    assert.deepEqual(said, ['follow r1', 'follow r2']);
  });

  it('leaves a run that is played here alone, also while it starts', async () => {
    await open({ owner: null, latest: null });
    await see({ owner: self(null), latest: over('r1') });
    current.handle = new FakeRun('r1', { owned: true });
    await see({ owner: self('r1'), latest: over('r1') });
    assert.deepEqual(said, []);
  });

  it('offers a run that only its files call recent, and takes up the one that it played', async () => {
    await open({ owner: null, latest: left('r1') });
    await see({ owner: null, latest: left('r1') });
    memory = 'r2';
    await see({ owner: null, latest: left('r2') });
    assert.deepEqual(said, ['follow r1', 'offer r1', 'follow r2', 'resume r2']);
  });

  it('offers nothing while another window takes the run up, and takes it up when that fails', async () => {
    await anotherTakesUp('r1');
    assert.deepEqual(said, ['follow r1', 'resume r1']);
    resumeFails = null;
    seen = { owner: null, latest: left('r1') };
    timeOut?.();
    await soon();
    assert.deepEqual(said, ['follow r1', 'resume r1', 'resume r1']);
  });

  it('leaves a run alone that another window took up first', async () => {
    await anotherTakesUp('r1');
    await see({ owner: other('r1'), latest: over('r1') });
    timeOut?.();
    await soon();
    assert.deepEqual(said, ['follow r1', 'resume r1']);
  });

  it('gives the player that went time to come back, and takes its run up then', async () => {
    await open({ owner: other('r1'), latest: over('r1') });
    await see({ owner: null, latest: left('r1') });
    assert.deepEqual(said, ['follow r1']);
    timeOut?.();
    await soon();
    assert.deepEqual(said, ['follow r1', 'resume r1']);
  });

  it('offers what it could not take up, with the reason, once', async () => {
    resumeFails = new UserError('git knows no name.');
    memory = 'r1';
    await open({ owner: null, latest: left('r1') });
    await see({ owner: null, latest: left('r1') });
    await see({ owner: null, latest: left('r1') });
    assert.deepEqual(
      said.filter((word) => word.startsWith('offer')),
      ['offer r1: git knows no name.'],
    );
  });

  it('offers nothing when the window closes meanwhile', async () => {
    resumeFails = new UserError('This window has let go of the runs of the folder.');
    memory = 'r1';
    await open({ owner: null, latest: left('r1') });
    onSeen({ owner: null, latest: left('r1') });
    keeper.dispose();
    await soon();
    assert.deepEqual(said, ['follow r1', 'unwatch']);
  });

  it('looks again after a look that failed', async () => {
    seen = { owner: null, latest: over('r1') };
    Object.defineProperty(seen, 'latest', {
      get: () => {
        throw new UserError('.tutti can not be read.');
      },
    });
    await keeper.open();
    await see({ owner: null, latest: over('r1') });
    assert.deepEqual(said, ['fault UserError: .tutti can not be read.', 'follow r1']);
  });
});
