import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunPlan } from '../../../../src/core/engine/runPlan.ts';
import { MemoryWorld } from '../../../support/engine/memoryWorld.ts';
import { plan, settings, task, unattended } from '../../../support/engine/plans.ts';
import { runUntilTrue } from '../../../support/engine/virtualClock.ts';

const three = plan([task('1'), task('2'), task('3')]);

function worldOf(about: (world: MemoryWorld) => void = () => undefined): MemoryWorld {
  const world = new MemoryWorld();
  world.gates.durationMs = 10_000;
  about(world);
  return world;
}

async function play(world: MemoryWorld, played: RunPlan = three, verifications = 3): Promise<MemoryWorld> {
  await world.play(world.begin([played], settings({ verification: verifications })));
  return world;
}

function gated(world: MemoryWorld): readonly string[] {
  return world.gates.runs.map(({ marks }) => [...marks].sort().join('+'));
}

describe('the merge queue', () => {
  it('stacks entries on one another and runs their gates at once', async () => {
    const world = await play(worldOf());
    assert.deepEqual(gated(world), ['p/1/1', 'p/1/1+p/2/1', 'p/1/1+p/2/1+p/3/1']);
    assert.equal(world.gates.mostAtOnce, 3);
    assert.deepEqual(world.landed(), ['1', '2', '3']);
    assert.equal(world.clock.now(), 70_000);
  });

  it('runs no more gates at once than the verification limit says', async () => {
    const world = await play(worldOf(), three, 2);
    assert.equal(world.gates.mostAtOnce, 2);
    assert.deepEqual(world.landed(), ['1', '2', '3']);
  });

  it('lands in the order in which work was queued, however long the gates take', async () => {
    const world = worldOf((made) => {
      made.workers.perform = ({ taskId }) => ({ durationMs: 100_000 - Number(taskId) * 100 });
    });
    assert.deepEqual((await play(world)).landed(), ['3', '2', '1']);
  });

  it('gives back an entry whose gate failed, and stacks those behind it anew without it', async () => {
    const world = worldOf((made) => {
      made.gates.passes = ({ marks }) => !marks.has('p/1/1') || marks.has('p/1/2');
    });
    await play(world);
    assert.deepEqual(world.landed(), ['2', '3', '1']);
    assert.deepEqual(gated(world).slice(3, 5), ['p/2/1', 'p/2/1+p/3/1']);
    assert.deepEqual(
      world.eventsOf('gateRejected').map((event) => [event.task, event.command, event.output]),
      [['p/1', 'check', 'check said so']],
    );
  });

  it('gives no verdict on an entry that failed on top of one that was dropped', async () => {
    const world = worldOf((made) => {
      made.gates.passes = ({ marks }) => !marks.has('p/1/1') || marks.has('p/1/2');
    });
    await play(world);
    assert.deepEqual(
      world.eventsOf('gateRejected').map((event) => event.task),
      ['p/1'],
    );
  });

  it('gives back an entry that conflicts, with the files and the tasks that changed them', async () => {
    const world = worldOf((made) => {
      made.history.conflictsBetween = (ours, theirs) =>
        ours.has('p/1/1') && theirs.has('p/2/1') && !theirs.has('p/2/2') ? ['p/1/1.txt'] : [];
    });
    await play(world);
    const [conflict] = world.eventsOf('mergeConflicted');
    assert.deepEqual([conflict?.task, conflict?.files, conflict?.against], ['p/2', ['p/1/1.txt'], ['p/1']]);
    assert.deepEqual(world.landed(), ['1', '3', '2']);
  });

  it('asks for a review once the gate has passed, goes on with the others, and verifies anew on a new head', async () => {
    const world = worldOf();
    const engine = world.begin(
      [plan([task('1', { review: 'human' }), task('2')])],
      settings({ verification: 1 }, { attended: true }),
    );
    await runUntilTrue(world.clock, () => world.landed().length > 0 && engine.state.needing.size > 0);
    assert.deepEqual(world.landed(), ['2']);
    await engine.handle({ id: 'a', run: 'run', at: 0, type: 'approve', task: '1', forRun: false });
    await world.play(engine);
    assert.deepEqual(world.landed(), ['2', '1']);
    assert.deepEqual(gated(world), ['p/1/1', 'p/2/1', 'p/1/1+p/2/1']);
  });

  it('does not verify a reviewed tree again when nothing else has landed', async () => {
    const world = worldOf();
    const attended = settings({}, { attended: true });
    const engine = world.begin([plan([task('1', { review: 'human' })])], attended);
    await runUntilTrue(world.clock, () => engine.state.needing.size > 0);
    await engine.handle({ id: 'a', run: 'run', at: 0, type: 'approve', task: '1', forRun: false });
    await world.play(engine);
    assert.deepEqual(world.landed(), ['1']);
    assert.equal(world.gates.runs.length, 1);
  });

  it('halts the run when somebody else moved the integration branch', async () => {
    const world = worldOf((made) => {
      made.onAppend = (event) => {
        if (event.type === 'gateEnded') {
          made.history.refs.set(
            'refs/heads/tutti/p/integration',
            made.history.commitSync('tree-0', ['base']),
          );
        }
      };
    });
    await play(world);
    assert.equal(world.journal.at(-1)?.type, 'runHalted');
    assert.match(world.eventsOf('runHalted')[0]?.reason ?? '', /Somebody else moved/);
    assert.deepEqual(world.eventsOf('taskLanded'), []);
  });

  it('leaves an entry alone that a person ends while its gate runs', async () => {
    const world = worldOf();
    const engine = world.begin([three], settings({ verification: 1 }));
    await runUntilTrue(world.clock, () => world.gates.atOnce > 0);
    await engine.handle({ id: 'a', run: 'run', at: 0, type: 'cancel', task: '1' });
    await world.play(engine);
    assert.deepEqual(world.landed(), ['2', '3']);
    assert.deepEqual(world.eventsOf('gateRejected'), []);
  });

  it('leaves an entry alone that a person ends while it is being merged', async () => {
    const world = worldOf();
    const engine = world.begin([three], settings({ verification: 1 }));
    world.history.conflictsBetween = (_, theirs) => {
      if (!theirs.has('p/1/1')) return [];
      engine.record({ type: 'taskCancelled', task: 'p/1' });
      return ['shared.txt'];
    };
    await world.play(engine);
    assert.deepEqual(world.landed(), ['2', '3']);
    assert.deepEqual(world.eventsOf('mergeConflicted'), []);
  });

  it('starts no gate when the run is stopped while an entry is being merged', async () => {
    const world = worldOf();
    const engine = world.begin([three], settings({ verification: 1 }));
    world.history.conflictsBetween = () => {
      if (engine.state.phase === 'running') engine.record({ type: 'stopRequested', reason: 'stopped' });
      return [];
    };
    await world.play(engine);
    assert.equal(engine.state.phase, 'stopped');
    assert.deepEqual(world.gates.runs, []);
  });

  it('aborts the gates when the run is stopped, starts no other, and keeps the entries', async () => {
    const world = worldOf();
    const engine = world.begin([three], settings({ verification: 2 }));
    await runUntilTrue(world.clock, () => world.gates.atOnce > 0);
    const runs = world.gates.runs.length;
    await engine.handle({ id: 'a', run: 'run', at: 0, type: 'stop' });
    await world.play(engine);
    assert.equal(engine.state.phase, 'stopped');
    assert.deepEqual([world.gates.atOnce, world.gates.runs.length], [0, runs]);
    assert.deepEqual(world.landed(), []);
    const again = world.again();
    await again.recover(unattended, []);
    await world.play(again);
    assert.deepEqual([...world.landed()].sort(), ['1', '2', '3']);
  });

  it('lands without a gate as ungated, and work without changes with a reason', async () => {
    const world = worldOf((made) => {
      made.workers.perform = ({ taskId }) => ({ mark: taskId === '2' ? null : `p/${taskId}/1` });
    });
    await play(world, plan([task('1', { gate: [] }), task('2')], ['1 > 2']));
    assert.deepEqual(
      world.eventsOf('taskLanded').map(({ task: ref, gated: green, why }) => [ref, green, why]),
      [
        ['p/1', false, null],
        ['p/2', true, 'no changes'],
      ],
    );
  });
});
