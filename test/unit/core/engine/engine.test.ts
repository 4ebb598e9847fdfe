import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Engine } from '../../../../src/core/engine/engine.ts';
import { say, status } from '../../../support/engine/asked.ts';
import { MemoryWorld } from '../../../support/engine/memoryWorld.ts';
import { plan, settings, task, verification, unattended } from '../../../support/engine/plans.ts';
import { runUntilTrue, settled } from '../../../support/engine/virtualClock.ts';

const chain = plan([task('1'), task('2')], ['1 > 2']);
const attended = settings({}, { attended: true });

function requestOf(engine: Engine, id: string): string | null {
  const now = engine.state.nodes.get(`p/${id}`)?.status;
  return now?.name === 'needs-you' ? now.request : null;
}

describe('the engine', () => {
  it('plays a plan to its end: each task on the work of those before it', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([plan([task('1'), task('2'), verification('v')], ['1 > 2', '2 > v'])]);
    await world.play(engine);
    assert.equal(engine.state.phase, 'done');
    assert.deepEqual(world.landed(), ['1', '2']);
    const [, second] = world.eventsOf('attemptLaunched');
    assert.deepEqual([...world.history.marksOf(second?.start ?? '')], ['p/1/1']);
    assert.deepEqual(
      world.gates.runs.map(({ command }) => command),
      ['check', 'check', 'verify'],
    );
  });

  it('hands a failed gate back to the same session, in the same slot, with the output', async () => {
    const world = new MemoryWorld();
    world.gates.passes = ({ marks }) => marks.has('p/1/2');
    await world.play(world.begin([plan([task('1')])]));
    const [first, second] = world.workers.starts;
    assert.equal(second?.spec.resumeSession, first?.spec.newSession);
    assert.equal(second?.spec.worktree, first?.spec.worktree);
    assert.match(second?.prompt ?? '', /check said so/);
    assert.doesNotMatch(second?.prompt ?? '', /# Task 1/);
  });

  it('goes on with its own work and both sides in the files when there was a conflict', async () => {
    const world = new MemoryWorld();
    world.workers.perform = ({ taskId }) => ({ durationMs: taskId === '1' ? 10_000 : 20_000 });
    world.history.conflictsBetween = (ours, theirs) =>
      ours.has('p/1/1') && theirs.has('p/2/1') && !theirs.has('p/2/2') ? ['a.ts'] : [];
    await world.play(world.begin([plan([task('1'), task('2')])]));
    const launch = world.eventsOf('attemptLaunched').at(-1);
    assert.deepEqual([...world.history.marksOf(launch?.start ?? '')].sort(), ['p/1/1', 'p/2/1']);
    assert.equal(launch?.resolves, world.eventsOf('mergeConflicted')[0]?.head);
    assert.deepEqual(world.landed(), ['1', '2']);
  });

  it('interrupts the agents on a stop, keeps their work, and goes on with it after the resume', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([chain]);
    await settled();
    assert.equal(await say(engine, { type: 'stop' }), null);
    await world.play(engine);
    assert.deepEqual([engine.state.phase, status(engine, '1')], ['stopped', 'ready']);
    const again = world.again();
    await again.recover(unattended, []);
    await world.play(again);
    assert.deepEqual(world.landed(), ['1', '2']);
    assert.equal(world.workers.starts[1]?.spec.resumeSession, world.workers.starts[0]?.spec.newSession);
    assert.ok(world.history.marksOf(world.eventsOf('attemptLaunched')[1]?.start ?? '').has('p/1/1'));
  });

  it('starts nothing while it is paused, and goes on when it is told', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([chain]);
    await settled();
    await say(engine, { type: 'pause' });
    await runUntilTrue(world.clock, () => world.landed().length === 1);
    await settled();
    assert.equal(world.workers.starts.length, 1);
    await say(engine, { type: 'unpause' });
    await world.play(engine);
    assert.deepEqual(world.landed(), ['1', '2']);
  });

  it('lands what runs on a drain and stops', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([chain]);
    await settled();
    await say(engine, { type: 'drain' });
    await world.play(engine);
    assert.deepEqual([engine.state.phase, world.landed()], ['stopped', ['1']]);
  });

  it('says why it does not obey, and writes down either answer', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([chain]);
    await settled();
    assert.equal(
      await say(engine, { type: 'retry', task: '9', note: null }),
      'there is no task 9 in this run',
    );
    assert.match((await say(engine, { type: 'retry', task: '1', note: null })) ?? '', /1 is running/);
    assert.match(
      (await say(engine, { type: 'approve', task: '2', forRun: false })) ?? '',
      /nothing to approve/,
    );
    assert.equal(await say(engine, { type: 'skip', task: '2' }), null);
    assert.equal(world.eventsOf('commandRejected').length, 3);
    assert.equal(world.eventsOf('commandAccepted').length, 1);
  });

  it('carries out a command once, however often it is read', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([chain]);
    await settled();
    const skip = { id: 'x', run: 'run', at: 0, type: 'skip', task: '2' } as const;
    await engine.handle(skip);
    await engine.handle(skip);
    assert.equal(world.eventsOf('taskSkipped').length, 1);
    const again = world.again();
    await again.handle(skip);
    assert.equal(world.eventsOf('taskSkipped').length, 1);
  });

  it('does not obey when the task went on by itself in the same moment', async () => {
    const world = new MemoryWorld();
    world.workers.perform = ({ number }) => ({ outcome: number === 1 ? 'transient' : 'finished' });
    const engine = world.begin([plan([task('1')])], attended);
    await runUntilTrue(world.clock, () => status(engine, '1') === 'waiting');
    const answer = say(engine, { type: 'retry', task: '1', note: null });
    world.clock.step();
    assert.match((await answer) ?? '', /went on/);
    await world.play(engine);
    assert.deepEqual(
      world.workers.starts.map(({ spec }) => spec.attempt),
      ['p/1/1', 'p/1/2'],
    );
  });

  it('ends a task whose agent works only once that has stopped, and keeps what it did', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([plan([task('1'), task('2')])]);
    await settled();
    await say(engine, { type: 'cancel', task: '1' });
    await world.play(engine);
    assert.deepEqual([status(engine, '1'), world.landed()], ['cancelled', ['2']]);
    assert.ok(world.history.marksOf(world.history.refs.get('refs/heads/tutti/p/1') ?? '').has('p/1/1'));
  });

  it('gives a note to the next attempt', async () => {
    const world = new MemoryWorld();
    world.workers.perform = ({ number }) => ({ outcome: number === 1 ? 'failed' : 'finished' });
    const engine = world.begin([plan([task('1'), task('2', { estimateMs: 1 })], [])], attended);
    await runUntilTrue(world.clock, () => status(engine, '1') === 'failed');
    await say(engine, { type: 'retry', task: '1', note: 'Use the other library.' });
    await world.play(engine);
    assert.match(
      world.workers.starts.find(({ spec }) => spec.attempt === 'p/1/2')?.prompt ?? '',
      /Use the other library/,
    );
  });

  it('halts on a journal that can not be written, and can be resumed', async () => {
    const world = new MemoryWorld();
    world.onAppend = (event) => {
      if (event.type === 'workCommitted') throw new Error('no space left on device');
    };
    const engine = world.begin([chain]);
    await world.play(engine);
    assert.equal(engine.state.phase, 'halted');
    assert.match(engine.state.phaseReason ?? '', /no space left/);
    world.onAppend = () => undefined;
    const again = world.again();
    await again.recover(unattended, []);
    await world.play(again);
    assert.deepEqual([again.state.phase, world.landed()], ['done', ['1', '2']]);
    assert.deepEqual(
      world.workers.starts.map(({ spec }) => spec.attempt),
      ['p/1/1', 'p/2/1'],
    );
  });

  it('goes on without warm worktrees when they can not be made', async () => {
    const world = new MemoryWorld();
    world.worktrees.warm = () => Promise.reject(new Error('no space left on device'));
    const four = plan(['1', '2', '3', '4'].map((id) => task(id)));
    await world.play(world.begin([four], settings({ run: 2 })));
    assert.equal(world.landed().length, 4);
    assert.deepEqual(
      world.eventsOf('decisionMade').map(({ what }) => what),
      ['makes no worktrees ready ahead of time'],
    );
  });

  it('is over only when nothing of it is under way', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([plan([task('1')])]);
    await runUntilTrue(world.clock, () => world.gates.atOnce === 1);
    await say(engine, { type: 'stop' });
    await engine.whenOver();
    assert.equal(world.gates.atOnce, 0);
  });

  it('fails a task whose setup fails, and retries one for which git failed', async () => {
    const world = new MemoryWorld();
    let faults = 2;
    world.worktrees.refuse = (slot) => {
      if (slot === 'slot-1') {
        return { reason: 'setup-failed', message: 'setup', command: 'npm ci', output: 'no such package' };
      }
      if (slot !== 'slot-2' || faults === 0) return null;
      faults -= 1;
      return { reason: 'git-failed', message: 'index.lock exists' };
    };
    const engine = world.begin([plan([task('1'), task('2')])]);
    await world.play(engine);
    assert.deepEqual([status(engine, '1'), status(engine, '2')], ['failed', 'landed']);
    assert.equal(engine.state.nodes.get('p/2')?.attempts.length, 3);
  });
});

describe('an agent that asks', () => {
  async function asking(): Promise<{ readonly world: MemoryWorld; readonly engine: Engine }> {
    const world = new MemoryWorld();
    const engine = world.begin([plan([task('1')])], attended);
    await settled();
    const asked = { at: 0, type: 'permissionAsked', tool: 'Bash', summary: 'rm -r build' } as const;
    world.workers.emit('p/1/1', { ...asked, id: 'a' });
    world.workers.emit('p/1/1', { ...asked, id: 'b', summary: 'npm ci' });
    return { world, engine };
  }

  it('waits for a person, keeps its place, and goes on with the answer', async () => {
    const { world, engine } = await asking();
    assert.equal(status(engine, '1'), 'needs-you');
    assert.equal(engine.state.limits.all()[0]?.holders.size, 1);
    await say(engine, { type: 'approve', task: '1', forRun: true });
    assert.deepEqual(world.workers.sent, [
      { attempt: 'p/1/1', message: { type: 'answerPermission', id: 'a', allow: true, forRun: true } },
    ]);
  });

  it('is not allowed the next thing by a person who was shown the one before', async () => {
    const { world, engine } = await asking();
    const shown = requestOf(engine, '1');
    world.workers.emit('p/1/1', { at: 0, type: 'permissionAnswered', id: 'a', allowed: true });
    const answers = [
      await say(engine, { type: 'approve', task: '1', forRun: false, request: shown }),
      await say(engine, { type: 'deny', task: '1', request: shown }),
    ];
    for (const answer of answers) assert.match(answer ?? '', /asks something else now/);
    assert.deepEqual(world.workers.sent, []);
    await say(engine, { type: 'approve', task: '1', forRun: false, request: requestOf(engine, '1') });
    assert.deepEqual(
      world.workers.sent.map(({ message }) => message),
      [{ type: 'answerPermission', id: 'b', allow: true, forRun: false }],
    );
  });

  it('asks for the next thing once the first is answered, when it asked for several at once', async () => {
    const { world, engine } = await asking();
    world.workers.emit('p/1/1', { at: 0, type: 'permissionAnswered', id: 'a', allowed: true });
    const { need } = world.eventsOf('personNeeded').at(-1) ?? {};
    assert.deepEqual([status(engine, '1'), need?.request], ['needs-you', 'b']);
    world.workers.emit('p/1/1', { at: 0, type: 'permissionAnswered', id: 'b', allowed: false });
    assert.equal(status(engine, '1'), 'running');
    await world.play(engine);
    assert.deepEqual(world.landed(), ['1']);
  });

  it('has its question answered with words', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([plan([task('1')])], attended);
    await settled();
    world.workers.emit('p/1/1', {
      at: 0,
      type: 'questionAsked',
      id: 'q',
      question: 'Which port?',
      options: ['80', '8080'],
    });
    assert.deepEqual(world.eventsOf('personNeeded').at(-1)?.need, {
      kind: 'question',
      message: 'Which port? (80 | 8080)',
      request: 'q',
      options: ['80', '8080'],
    });
    assert.match((await say(engine, { type: 'approve', task: '1', forRun: false })) ?? '', /use answer/);
    assert.equal(await say(engine, { type: 'answer', task: '1', answer: '8080' }), null);
    assert.deepEqual(world.workers.sent.at(-1)?.message, { type: 'answerQuestion', id: 'q', answer: '8080' });
  });
});
