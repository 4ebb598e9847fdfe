import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { toStatus } from '../../../../src/core/projections/status.ts';
import type { TaskStatusRow } from '../../../../src/shared/status.ts';
import type { RunEvent } from '../../../../src/core/engine/events.ts';
import { attempted, gateRejected, landed } from '../../../support/engine/episodes.ts';
import { Story } from '../../../support/engine/journal.ts';
import { plan, task } from '../../../support/engine/plans.ts';

function rowOf(story: Story, id = '1'): TaskStatusRow {
  const none = { live: new Map(), queueSteps: new Map(), runningGates: new Map(), etaAt: null } as const;
  const status = toStatus(story.state, { now: story.now, version: 1, worktreeOf: (slot) => slot, ...none });
  const row = status.tasks.find((task) => task.id === id);
  assert.ok(row);
  return row;
}

/** `2 repair running: why` */
function told(row: TaskStatusRow): readonly string[] {
  return row.attempts.map(({ number, cause, state, reason }) => {
    return `${String(number)} ${cause} ${state}${reason === null ? '' : `: ${reason}`}`;
  });
}

function gate(passed: boolean): RunEvent {
  return {
    type: 'gateEnded',
    task: 'p/1',
    tree: 'tree',
    command: 'npm test',
    environment: 'here',
    passed,
    reason: passed ? 'passed' : 'exit code 1',
    durationMs: 1_200,
    outputFile: 'gates/p+1-7.log',
  };
}

describe('The attempts in the status of a run', () => {
  it('say how each went: a failed gate, then its repair on the way to landing', () => {
    const story = new Story([plan([task('1')])]);
    story.then();
    assert.deepEqual(told(rowOf(story)), ['1 first preparing']);
    story.given(...attempted('1')).then();
    assert.deepEqual(told(rowOf(story)), ['1 first finished']);
    story.given(gate(false), gateRejected('1')).then();
    assert.deepEqual(told(rowOf(story)), ['1 first gate-failed: check: exit code 1', '2 repair preparing']);
    story.given(...attempted('1', { attempt: 2 })).then();
    story.given(gate(true), landed('1')).then();
    assert.deepEqual(told(rowOf(story)), ['1 first gate-failed: check: exit code 1', '2 repair landed']);
  });

  it('say why one ended badly, what it cost, and between which commits its work is', () => {
    const story = new Story([plan([task('1')])]);
    story.then();
    const usage = { inputTokens: 1, outputTokens: 1, cachedTokens: 0, costUsd: 0.41, contextUsed: null };
    story.at(360_000).given(...attempted('1', { outcome: 'timedOut', reason: 'took over 6m', usage }));
    const [attempt] = rowOf(story).attempts;
    assert.deepEqual(attempt, {
      number: 1,
      cause: 'first',
      agent: 'stand-in',
      model: null,
      state: 'timed-out',
      reason: 'took over 6m',
      startedAt: '1970-01-01T00:00:00.000Z',
      endedAt: '1970-01-01T00:06:00.000Z',
      costUsd: 0.41,
      base: 'base',
      commit: 'work-1',
      folder: 'attempts/p+1/1',
    });
  });

  it('have the gates that judged them, with their output', () => {
    const story = new Story([plan([task('1')])]);
    story.then();
    story.given(...attempted('1')).then();
    story.given(gate(false));
    assert.deepEqual(rowOf(story).gates, [
      {
        attempt: 1,
        command: 'npm test',
        passed: false,
        reason: 'exit code 1',
        durationMs: 1_200,
        endedAt: '1970-01-01T00:00:00.000Z',
        outputFile: 'gates/p+1-7.log',
      },
    ]);
    for (let count = 0; count < 20; count += 1) story.given(gate(true));
    assert.equal(rowOf(story).gates.length, 6);
  });

  it('keep the status of a task that was tried for ever within 5,000 bytes', () => {
    const story = new Story([plan([task('1'), task('2')])]);
    for (let attempt = 1; attempt <= 40; attempt += 1) {
      story.then();
      story.given(...attempted('1', { attempt, outcome: 'failed', reason: 'no way' })).then();
      story.given(gate(true), { type: 'taskRetried', task: 'p/1', note: null });
    }
    const row = rowOf(story);
    assert.deepEqual([row.attempts.length, row.attempts.at(-1)?.number], [10, 40]);
    assert.ok(JSON.stringify(row).length < 5_000);
  });
});
