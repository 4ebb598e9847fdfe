import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { say, status } from '../../../support/engine/asked.ts';
import { MemoryWorld } from '../../../support/engine/memoryWorld.ts';
import { plan, settings, task, unattended } from '../../../support/engine/plans.ts';
import { runUntilTrue, settled } from '../../../support/engine/virtualClock.ts';

const attended = settings({}, { attended: true });
const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costUsd: null, contextUsed: null };

describe('the budget of a run', () => {
  const spent = (costUsd: number) => ({ at: 0, type: 'usage', ...usage, costUsd }) as const;
  const withBudget = settings({}, { attended: true, budget: { usd: 10, tokens: null } });

  it('warns once at 80 %, interrupts at 100 %, and keeps the work', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([plan([task('1'), task('2')])], withBudget);
    await settled();
    world.workers.emit('p/1/1', spent(4));
    world.workers.emit('p/2/1', spent(4));
    world.workers.emit('p/2/1', spent(4.5));
    assert.equal(world.eventsOf('decisionMade').length, 1);
    world.workers.emit('p/2/1', spent(6));
    await settled();
    assert.equal(world.eventsOf('budgetExceeded').length, 1);
    assert.deepEqual([status(engine, '1'), status(engine, '2')], ['needs-you', 'needs-you']);
    engine.dispose();
  });

  const noLimit = { runUsd: null, runTokens: null, attemptUsd: null, attemptTokens: null, attemptTurns: 200 };

  it('lets what it stopped go on once it was raised, without another start of the run', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([plan([task('1')])], withBudget);
    await settled();
    world.workers.emit('p/1/1', spent(11));
    await settled();
    assert.equal(status(engine, '1'), 'needs-you');
    assert.equal(await say(engine, { type: 'setBudget', ...noLimit, runUsd: 30 }), null);
    assert.equal(await say(engine, { type: 'retry', task: '1', note: null }), null);
    await world.play(engine);
    assert.deepEqual([engine.state.phase, world.landed()], ['done', ['1']]);
  });

  it('stays used up when what was spent is more than the new one', async () => {
    const world = new MemoryWorld();
    world.workers.perform = () => ({ durationMs: 1_000, result: { usage: { ...usage, costUsd: 11 } } });
    const engine = world.begin([plan([task('1'), task('2')], ['1 > 2'])], withBudget);
    await runUntilTrue(world.clock, () => status(engine, '1') === 'landed');
    engine.record({ type: 'budgetExceeded', reason: 'the budget is used up' });
    await say(engine, { type: 'setBudget', ...noLimit, runUsd: 11 });
    assert.notEqual(engine.state.budgetExceeded, null);
    engine.dispose();
  });

  it('of an attempt counts for the next one of each task, at once and from a resume on', async () => {
    const world = new MemoryWorld();
    world.workers.perform = () => ({ durationMs: 1_000, result: { outcome: 'overBudget' } });
    const engine = world.begin([plan([task('1')])], attended);
    const limitOf = (attempt: string): number | null | undefined =>
      world.workers.starts.find(({ spec }) => spec.attempt === attempt)?.spec.limits.maxCostUsd;
    await runUntilTrue(world.clock, () => status(engine, '1') === 'needs-you');
    await say(engine, { type: 'setBudget', ...noLimit, attemptUsd: 5 });
    await say(engine, { type: 'retry', task: '1', note: null });
    await runUntilTrue(world.clock, () => limitOf('p/1/2') !== undefined);
    assert.equal(limitOf('p/1/2'), 5);
    await runUntilTrue(world.clock, () => status(engine, '1') === 'needs-you');
    engine.dispose();
    const again = world.again();
    const attempt = { maxCostUsd: 7, maxTokens: null, maxTurns: 80 };
    await again.recover({ ...unattended, attended: true, attempt }, []);
    await say(again, { type: 'retry', task: '1', note: null });
    await runUntilTrue(world.clock, () => limitOf('p/1/3') !== undefined);
    assert.equal(limitOf('p/1/3'), 7);
    again.dispose();
  });

  it('reaches an agent that was about to start', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([plan([task('1')])], withBudget);
    await Promise.resolve();
    await Promise.resolve();
    assert.equal(status(engine, '1'), 'preparing');
    engine.record({ type: 'budgetExceeded', reason: 'the budget is used up' });
    await settled();
    assert.deepEqual(
      world.workers.sent.map(({ message }) => message.type),
      ['stop'],
    );
    engine.dispose();
  });

  it('counts what an ended attempt spent once, while the next one is at work', async () => {
    const world = new MemoryWorld();
    world.gates.passes = ({ marks }) => !marks.has('p/1/1') || marks.has('p/1/2');
    world.workers.perform = ({ attempt }) => ({
      durationMs: attempt === 'p/2/1' ? 90_000 : 60_000,
      result: { usage: { ...usage, costUsd: attempt === 'p/1/1' ? 6 : 0.5 } },
    });
    const engine = world.begin([plan([task('1'), task('2')])], withBudget);
    await settled();
    world.workers.emit('p/1/1', spent(6));
    await runUntilTrue(world.clock, () => world.workers.starts.some(({ spec }) => spec.attempt === 'p/1/2'));
    await settled();
    world.workers.emit('p/2/1', spent(0.5));
    assert.equal(world.eventsOf('budgetExceeded').length, 0);
    await world.play(engine);
    assert.equal(engine.state.usage.costUsd, 7);
  });
});
