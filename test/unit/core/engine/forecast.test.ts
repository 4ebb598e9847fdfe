import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { EstimateBook, type PastTask } from '../../../../src/core/engine/estimates.ts';
import { forecast } from '../../../../src/core/engine/forecast.ts';
import { Dice } from '../../../support/engine/dice.ts';
import { agent, barrier, plan, settings, task, verification } from '../../../support/engine/plans.ts';
import { randomPlan, randomSettings } from '../../../support/engine/randomPlan.ts';

const minute = 60_000;

function pastTask(durationMs: number, about: Partial<PastTask> = {}): PastTask {
  return {
    agent: 'stand-in',
    category: null,
    estimateMs: minute,
    durationMs,
    guessed: null,
    gateMs: null,
    costUsd: null,
    ...about,
  };
}

describe('a forecast', () => {
  it('takes the longest chain when there are enough agents', () => {
    const diamond = plan(
      [task('1'), task('2', { estimateMs: 3 * minute }), task('3'), barrier('b'), task('4')],
      ['1 > 2', '1 > 3', '2 > b', '3 > b', 'b > 4'],
    );
    const { tasks, ...figures } = forecast([diamond], settings());
    assert.deepEqual(figures, {
      wallMs: 5 * minute,
      sequentialMs: 6 * minute,
      criticalPathMs: 5 * minute,
      peak: 2,
      bindingLimit: null,
      wallRange: null,
      criticalPath: ['p/1', 'p/2', 'p/4'],
      utilization: 6 / 40,
      costUsd: null,
      hints: [],
    });
    assert.deepEqual(
      tasks.map(({ ref, startMs, endMs }) => [ref, startMs / minute, endMs / minute]),
      [
        ['p/1', 0, 1],
        ['p/2', 1, 4],
        ['p/3', 1, 2],
        ['p/4', 4, 5],
      ],
    );
  });

  it('names the limit that most of the waiting is for', () => {
    const six = plan(
      ['1', '2', '3', '4', '5', '6'].map((id) => task(id, { agent: agent({ provider: 'north' }) })),
    );
    const byRun = forecast([six], settings({ run: 2 }));
    assert.deepEqual([byRun.wallMs, byRun.peak, byRun.bindingLimit], [3 * minute, 2, 'run (2)']);
    const byProvider = forecast([six], settings({ providers: { north: 3 } }));
    assert.deepEqual([byProvider.wallMs, byProvider.bindingLimit], [2 * minute, 'provider north (3)']);
  });

  it('leaves out what is done, and counts no time for gates', () => {
    const mostly = plan([task('1', { satisfied: 'done' }), task('2'), verification('v')], ['1 > 2', '2 > v']);
    const { wallMs, sequentialMs, criticalPathMs } = forecast([mostly], settings());
    assert.deepEqual([wallMs, sequentialMs, criticalPathMs], [minute, minute, minute]);
  });

  it('plays several plans under the limits of one run', () => {
    const two = ['p', 'q'].map((name) => plan([task('1'), task('2')], [], { name }));
    const { wallMs, peak } = forecast(two, settings({ run: 3 }));
    assert.deepEqual([wallMs, peak], [2 * minute, 3]);
  });

  it('says what one more place of the limit that binds would save', () => {
    const six = plan(
      ['1', '2', '3', '4', '5', '6'].map((id) => task(id, { agent: agent({ provider: 'north' }) })),
    );
    const { hints } = forecast([six], settings({ providers: { north: 2 } }));
    assert.deepEqual(hints, ['one more north slot: -60 s']);
    assert.deepEqual(forecast([six], settings({ run: 2 })).hints, ['one more slot: -60 s']);
    assert.deepEqual(forecast([six], settings()).hints, []);
  });

  it('says by how much each task may take longer', () => {
    const fork = plan([task('1', { estimateMs: 3 * minute }), task('2'), task('3')], ['1 > 3', '2 > 3']);
    const slack = forecast([fork], settings()).tasks.map(({ ref, slackMs }) => [ref, slackMs / minute]);
    assert.deepEqual(slack, [
      ['p/1', 0],
      ['p/2', 2],
      ['p/3', 0],
    ]);
  });

  it('knows between what and what only from past tasks, and then the same each time', () => {
    const four = plan(['1', '2', '3', '4'].map((id) => task(id)));
    assert.equal(forecast([four], settings({ run: 2 })).wallRange, null);
    const past = [30, 50, 60, 70, 150].map((seconds) => pastTask(seconds * 1_000));
    const told = forecast([four], settings({ run: 2 }), { book: new EstimateBook(past) });
    const { low = 0, high = 0 } = told.wallRange ?? {};
    assert.ok(
      low < told.wallMs && high > told.wallMs && low > minute && high < 6 * minute,
      `${String(low)} ${String(high)}`,
    );
    assert.deepEqual(forecast([four], settings({ run: 2 }), { book: new EstimateBook(past) }), told);
  });

  it('knows between what and what hundreds of tasks end, and what one more place would save', () => {
    const many = plan(Array.from({ length: 600 }, (_, index) => task(String(index))));
    const past = [30, 50, 60, 70, 150].map((seconds) => pastTask(seconds * 1_000));
    const told = forecast([many], settings({ run: 4 }), { book: new EstimateBook(past) });
    const { low = 0, high = 0 } = told.wallRange ?? {};
    assert.ok(low > 0 && low < high, `${String(low)} ${String(high)}`);
    assert.deepEqual(told.hints, ['one more slot: -30 min']);
  });

  it('knows between what and what tasks at work end, too', () => {
    const past = [30, 50, 60, 70, 150, 300].map((seconds) => pastTask(seconds * 1_000));
    const atWork = { book: new EstimateBook(past), elapsedMs: new Map([['p/1', 40_000]]) };
    const { low = 0, high = 0 } = forecast([plan([task('1')])], settings(), atWork).wallRange ?? {};
    assert.ok(low < 20_000 && high > 100_000, `${String(low)} ${String(high)}`);
  });

  it('tells costs only of agents whose costs are known', () => {
    const two = plan([task('1'), task('2')]);
    const book = new EstimateBook([1, 1, 1, 1, 6].map((costUsd) => pastTask(minute, { costUsd })));
    assert.equal(forecast([two], settings(), { book }).costUsd?.expected, 4);
    const other = plan([task('1'), task('2', { agent: agent({ name: 'other' }) })]);
    assert.equal(forecast([other], settings(), { book }).costUsd, null);
  });

  it('counts gates as slow as they were, as many at once as may run', () => {
    const two = plan([task('1'), task('2')]);
    const book = new EstimateBook([pastTask(minute, { gateMs: minute })]);
    const { wallMs, sequentialMs } = forecast([two], settings({ verification: 1 }), { book });
    assert.deepEqual([wallMs, sequentialMs], [3 * minute, 4 * minute]);
    assert.equal(forecast([two], settings({ verification: 2 }), { book }).wallMs, 2 * minute);
  });

  it('names the gates that may run at once when they are what most of the waiting is for', () => {
    const three = plan([task('1'), task('2'), task('3')]);
    const book = new EstimateBook([pastTask(minute, { gateMs: 5 * minute })]);
    const told = forecast([three], settings({ verification: 1 }), { book });
    assert.deepEqual(
      [told.bindingLimit, told.hints],
      ['verification (1)', ['one more verification slot: -5 min']],
    );
    const free = forecast([three], settings({ verification: 3 }), { book });
    assert.deepEqual([free.bindingLimit, free.hints], [null, []]);
    const two = plan([verification('v'), verification('w')]);
    assert.equal(forecast([two], settings({ verification: 1 }), { book }).bindingLimit, 'verification (1)');
  });

  it('is never shorter than the longest chain or the work over the places, and never longer than all in a row', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 25 }), (seed, size) => {
        const dice = new Dice(seed);
        const limits = randomSettings(dice);
        const found = forecast([randomPlan(dice, size)], limits);
        assert.ok(found.wallMs >= found.criticalPathMs);
        assert.ok(found.wallMs >= found.sequentialMs / limits.limits.run);
        assert.ok(found.wallMs <= found.sequentialMs);
      }),
      { numRuns: 200 },
    );
  });
});
