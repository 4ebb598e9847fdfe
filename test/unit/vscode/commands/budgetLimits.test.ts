import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { resolveConfig } from '../../../../src/core/config/resolve.ts';
import type { ConfigInput } from '../../../../src/core/config/schema.ts';
import type { AttemptStateWord, AttemptStatus, TaskStatusRow } from '../../../../src/shared/status.ts';
import {
  budgetLimits,
  limitPassed,
  parseAmount,
  setBudgetCommand,
  stoppedBy,
  type BudgetLimit,
} from '../../../../src/vscode/commands/budgetLimits.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';

const config = (input: ConfigInput) => {
  const resolved = resolveConfig({ file: input }, { cores: 2 });
  assert.ok(resolved.ok);
  return resolved.value;
};

function attempt(state: AttemptStateWord, costUsd: number | null): AttemptStatus {
  return {
    ...{ number: 1, cause: 'first', agent: 'claude', model: null, state, reason: null, costUsd },
    ...{ startedAt: '2026-11-20T14:00:00.000Z', endedAt: null, base: null, commit: null, folder: 'a' },
  };
}

function waiting(id: string, ...attempts: readonly AttemptStatus[]): TaskStatusRow {
  const request = { id: `${id}.1`, kind: 'budget', message: 'too much' };
  return taskRow({
    id,
    state: 'needs-you',
    request,
    attempts,
    tokens: { input: 900, output: 200, cached: 0 },
  });
}

const own = waiting('2.3', attempt('over-budget', 3.2));
const others = waiting('2.4', attempt('interrupted', 0.4));

/** Path of the limit that a task has passed. */
function passed(row: TaskStatusRow, input: ConfigInput, costUsd = 0): string | null {
  const { totals } = statusOf([row], { totals: { tokens: 1_100, costUsd, etaAt: null } });
  return limitPassed(row, totals, budgetLimits(config(input)))?.path.join('.') ?? null;
}

describe('The budget that is raised', () => {
  it('is that of an attempt where the task alone spent too much, and not that of the run', () => {
    assert.equal(passed(own, { budget: { task: { usd: 3 } } }), 'budget.task.usd');
    assert.equal(passed(own, { budget: { task: { usd: 3 }, run: { usd: 3 } } }, 3.2), 'budget.task.usd');
    assert.equal(passed(own, { budget: { task: { tokens: 1_000 } } }), 'budget.task.tokens');
    assert.equal(passed(own, {}), 'turns');
  });

  it('is that of the run where all agents together spent too much', () => {
    assert.equal(passed(others, { budget: { run: { usd: 3 } } }, 3.2), 'budget.run.usd');
    assert.equal(passed(others, { budget: { run: { usd: 9, tokens: 1_000 } } }, 3.2), 'budget.run.tokens');
    assert.equal(passed(others, { budget: { run: { usd: 9 } } }, 3.2), null);
  });

  it('lets those tasks go on that it stopped', () => {
    const ids = (of: BudgetLimit['of']) =>
      stoppedBy(of, [own, others, taskRow({ id: '1.1' })]).map(({ id }) => id);
    assert.deepEqual([ids('attempt'), ids('run')], [['2.3'], ['2.4']]);
  });

  it('is told to the run with all others as they are', () => {
    const limits = budgetLimits(config({ budget: { run: { usd: 20 }, task: { tokens: 5 } }, turns: 80 }));
    assert.deepEqual(setBudgetCommand(limits), {
      type: 'setBudget',
      ...{ runUsd: 20, runTokens: null, attemptUsd: null, attemptTokens: 5, attemptTurns: 80 },
    });
  });

  it('is read as people write it', () => {
    assert.deepEqual(
      ['20', ' $2.5', '', '0', '-1', 'much'].map((text) => parseAmount(text, 'USD')),
      [20, 2.5, null, undefined, undefined, undefined],
    );
    assert.deepEqual(
      ['1,000,000', '1.5', ''].map((text) => parseAmount(text, 'tokens')),
      [1_000_000, undefined, null],
    );
    assert.deepEqual([parseAmount('80', 'turns'), parseAmount('', 'turns')], [80, undefined]);
  });
});
