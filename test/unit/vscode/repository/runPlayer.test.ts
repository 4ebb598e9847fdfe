import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { CurrentRun } from '../../../../src/vscode/repository/currentRun.ts';
import { RunPlayer, type StartOptions } from '../../../../src/vscode/repository/runPlayer.ts';
import { FakeRun } from '../../../support/fakeRun.ts';

describe('what plays and follows the runs of a window', () => {
  let current: CurrentRun;
  let player: RunPlayer;
  let asked: string[];
  let owners: Map<string, 'self' | 'other'>;
  let made: FakeRun[];
  let takesIn: boolean;
  let hold: Promise<void>;
  let begin: () => void;

  function make(run: string, owned: boolean): FakeRun {
    const handle = new FakeRun(run, { owned });
    made.push(handle);
    if (owned) owners.set(run, 'self');
    return handle;
  }

  beforeEach(() => {
    [asked, made, takesIn, hold] = [[], [], true, Promise.resolve()];
    owners = new Map();
    begin = () => undefined;
    const ignore = (): void => undefined;
    current = new CurrentRun({ onChange: ignore, onRunEvent: ignore, onFault: ignore });
    player = new RunPlayer(current, {
      start: async ({ plans }) => {
        asked.push(`start ${plans.join()}`);
        await hold;
        return make(`run of ${plans.join()}`, true);
      },
      join: (played, { plans }) => {
        asked.push(`join ${plans.join()} to ${played.run}`);
        return Promise.resolve(takesIn);
      },
      resume: async (run) => {
        asked.push(`resume ${run}`);
        begin();
        await hold;
        return make(run, true);
      },
      follow: (run) => {
        asked.push(`follow ${run ?? 'latest'}`);
        return Promise.resolve(make(run ?? 'latest', false));
      },
      playerOf: (run) => owners.get(run) ?? null,
      lastSeqOf: () => 0,
    });
  });
  afterEach(() => current.detach());

  it('has a run that is played here take further plans in', async () => {
    const first = await player.start(plans('a.md'));
    assert.equal(await player.start(plans('b.md')), first);
    assert.equal(current.handle, first);
    assert.deepEqual(asked, ['start a.md', 'join b.md to run of a.md']);
  });

  it('starts once when it is asked twice at once', async () => {
    const both = await Promise.all([player.start(plans('a.md')), player.start(plans('a.md'))]);
    assert.equal(both[0], both[1]);
    assert.deepEqual(asked, ['start a.md', 'join a.md to run of a.md']);
  });

  it('starts anew when the run that was to take plans in has ended meanwhile', async () => {
    await player.start(plans('a.md'));
    takesIn = false;
    made[0]?.letGo();
    const second = await player.start(plans('b.md'));
    assert.equal(current.handle, second);
  });

  it('resumes once when it is asked twice at once', async () => {
    const both = await Promise.all([player.resume('r1', false), player.resume('r1', true)]);
    assert.equal(both[0], both[1]);
    assert.deepEqual(asked, ['resume r1']);
  });

  it('follows what another folder of the window, or another process, plays', async () => {
    owners.set('r1', 'self').set('r2', 'other');
    assert.equal((await player.resume('r1', false)).owned, false);
    assert.equal((await player.resume('r2', false)).owned, false);
    assert.deepEqual(asked, ['follow r1', 'follow r2']);
  });

  it('never replaces a run that is played here by a look at one', async () => {
    const played = await player.start(plans('a.md'));
    assert.equal(await player.follow(null), played);
    assert.equal(await player.follow(played.run), played);
    await assert.rejects(player.follow('r0'), /This window plays run of a\.md: r0 can be followed when/);
    assert.equal(current.handle, played);
  });

  it('follows the process that has taken the repository over', async () => {
    const played = await player.start(plans('a.md'));
    owners.set(played.run, 'other');
    assert.equal((await player.follow(played.run)).owned, false);
  });

  it('goes on after something failed', async () => {
    hold = Promise.reject(new Error('no disk'));
    await assert.rejects(player.start(plans('a.md')), /no disk/);
    hold = Promise.resolve();
    await player.start(plans('b.md'));
    assert.equal(current.handle?.run, 'run of b.md');
  });

  it('lets go at once of a run that is on its way when the window closes', async () => {
    let goOn = (): void => undefined;
    hold = new Promise((resolve) => (goOn = resolve));
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const resumed = player.resume('r1', true);
    await begun;
    const refused = assert.rejects(resumed, /has let go/);
    const detached = player.detach();
    goOn();
    await detached;
    await refused;
    assert.deepEqual([made.map(({ calls }) => calls), current.handle], [[['detach']], null]);
    await assert.rejects(player.start(plans('a.md')), /has let go/);
  });
});

function plans(...paths: readonly string[]): StartOptions {
  return { plans: paths, agent: null, max: null, base: null, fresh: false, into: null };
}
