import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { EstimateBook, type PastTask } from '../../../../src/core/engine/estimates.ts';
import { agent, task } from '../../../support/engine/plans.ts';

const minute = 60_000;

function past(minutes: number, about: Partial<PastTask> = {}): PastTask {
  return {
    agent: 'stand-in',
    category: null,
    estimateMs: 10 * minute,
    durationMs: minutes * minute,
    guessed: null,
    gateMs: null,
    costUsd: null,
    ...about,
  };
}

const five = [8, 10, 12, 14, 40].map((minutes) => past(minutes));
const ten = task('1', { estimateMs: 10 * minute });

describe('the estimate of a task', () => {
  it('is what the plan says, until five such tasks are past', () => {
    const { ms, basis } = new EstimateBook(five.slice(1)).of(ten);
    assert.deepEqual([ms, basis], [10 * minute, 'declared']);
    assert.equal(new EstimateBook().of({ ...ten, guessed: true }).basis, 'default');
  });

  it('is the median of those of the same agent and size, with how wrong that was', () => {
    const { ms, basis } = new EstimateBook(five).of(ten);
    assert.deepEqual([ms, basis], [12 * minute, '5 past tasks of stand-in of this size, off by 30 %']);
  });

  it('says how wrong plans and the default were, beside what the past tells', () => {
    const declared = five.map((one) => ({ ...one, guessed: false }));
    const guessed = [20, 20, 20, 40, 40].map((minutes) => past(minutes, { guessed: true }));
    const book = new EstimateBook([...declared, ...guessed]);
    const other = { ...ten, agent: agent({ name: 'other' }) };
    assert.equal(book.of(other).basis, 'declared, off by 25 % in 5 past tasks');
    assert.equal(book.of({ ...other, guessed: true }).basis, 'default, off by 50 % in 5 past tasks');
    assert.equal(
      new EstimateBook(declared).of(ten).basis,
      '5 past tasks of stand-in of this size, off by 30 % (their plans by 25 %)',
    );
  });

  it('prefers those of the same category', () => {
    const docs = [1, 1, 1, 1, 1].map((minutes) => past(minutes, { category: 'docs' }));
    const { ms, basis } = new EstimateBook([...five, ...docs]).of({ ...ten, category: 'docs' });
    assert.deepEqual([ms, basis], [minute, '5 past tasks of stand-in in docs of this size, off by 0 %']);
  });

  it('of another size follows how the agent did against its estimates', () => {
    const { ms, basis } = new EstimateBook(five).of(task('1', { estimateMs: 20 * minute }));
    assert.deepEqual([ms, basis], [24 * minute, '5 past tasks of stand-in, off by 30 %']);
  });

  it('of another agent is not touched', () => {
    const { ms } = new EstimateBook(five).of({ ...ten, agent: agent({ name: 'other' }) });
    assert.equal(ms, 10 * minute);
  });

  it('is scaled by what this run has finished, as long as nothing better is known', () => {
    const { ms, basis } = new EstimateBook([], [past(20)]).of(ten);
    assert.deepEqual([ms, basis], [20 * minute, 'declared, scaled by 1 task of this run']);
  });
});
