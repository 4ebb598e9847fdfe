import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { barrier, plan, settings, task, verification, unattended } from '../../../support/engine/plans.ts';
import { MemoryWorld } from '../../../support/engine/memoryWorld.ts';
import { runUntil, settled } from '../../../support/engine/virtualClock.ts';

/** Two waves, a gate that fails once (2), a conflict (3 with 2) and a verification. */
const story = plan(
  [task('1'), task('2'), task('3'), barrier('b'), verification('v'), task('4')],
  ['1 > 2', '1 > 3', '2 > b', '3 > b', 'b > 4', 'b > v'],
);

function world(): MemoryWorld {
  const made = new MemoryWorld();
  made.workers.perform = ({ taskId }) => ({ durationMs: taskId === '3' ? 200_000 : 60_000 });
  made.gates.passes = ({ marks }) => !marks.has('p/2/1') || marks.has('p/2/2');
  made.history.conflictsBetween = (ours, theirs) =>
    ours.has('p/2/2') && theirs.has('p/3/1') && !theirs.has('p/3/2') ? ['shared.txt'] : [];
  return made;
}

function run(made: MemoryWorld): Promise<void> {
  return made.play(made.begin([story], settings({ verification: 2 })));
}

interface Crash {
  readonly at: number;
  /** The event at which it dies is in the journal, and nothing was done about it; or it is not, and what led to it was done. */
  readonly written: boolean;
  /** Agents end while nobody looks. */
  readonly long: boolean;
}

/** Plays until the owner dies, then with a new one until the run is over. */
async function crashAndRecover({ at, written, long }: Crash): Promise<MemoryWorld> {
  const made = world();
  const died = new Promise<void>((resolve) => {
    made.onAppend = (event, life) => {
      if (event.seq !== at) return;
      if (written) made.journal.push(event);
      life.alive = false;
      resolve();
    };
  });
  made.begin([story], settings({ verification: 2 }));
  await runUntil(made.clock, died);
  made.onAppend = () => undefined;
  if (long) while (made.clock.step()) await settled();
  const engine = made.again();
  await engine.recover(unattended, []);
  await made.play(engine);
  return made;
}

/** The first two events are written by the one call that makes the run. */
function crashesOf(whole: MemoryWorld): readonly Crash[] {
  const ways = [true, false].flatMap((written) => [true, false].map((long) => ({ written, long })));
  return whole.journal.slice(2).flatMap((event) => ways.map((way) => ({ at: event.seq, ...way })));
}

function agentStarts(made: MemoryWorld): readonly string[] {
  return made.workers.starts.map(({ spec }) => spec.attempt).sort();
}

describe('a run whose owner is killed', () => {
  const crashes = async (
    check: (made: MemoryWorld, whole: MemoryWorld, crash: Crash) => void,
  ): Promise<void> => {
    const whole = world();
    await run(whole);
    for (const crash of crashesOf(whole)) {
      const made = await crashAndRecover(crash);
      try {
        check(made, whole, crash);
      } catch (error) {
        const event = JSON.stringify(whole.journal[crash.at - 1]);
        throw new Error(`${JSON.stringify(crash)} at ${event}: ${String(error)}`, { cause: error });
      }
    }
  };

  it('ends as it would have, whatever event it died at', async () => {
    await crashes((made, whole) => {
      assert.equal(made.journal.at(-1)?.type, 'runEnded', JSON.stringify(made.journal.at(-1)));
      assert.deepEqual([...made.landed()].sort(), [...whole.landed()].sort());
    });
  });

  it('starts no agent twice for the same attempt, and makes no attempt that was not needed', async () => {
    await crashes((made, whole, { long }) => {
      const starts = agentStarts(made);
      assert.equal(new Set(starts).size, starts.length, starts.join(', '));
      // When 2 and 3 end while nobody looks, they may land in the other order, without the conflict.
      if (!long) assert.deepEqual(starts, agentStarts(whole));
    });
  });

  it('lands each task once, and writes each landing once', async () => {
    await crashes((made) => {
      assert.equal(new Set(made.landed()).size, made.landed().length);
      const events = made.eventsOf('taskLanded').map((event) => event.task);
      assert.deepEqual(events.sort(), ['p/1', 'p/2', 'p/3', 'p/4', 'p/v']);
    });
  });

  it('verifies no tree again that is written down as verified', async () => {
    await crashes((made) => {
      const passed = made.eventsOf('gateEnded').filter((event) => event.passed);
      const keys = passed.map(({ tree, command }) => `${tree} ${command}`);
      assert.equal(new Set(keys).size, keys.length);
    });
  });
});
