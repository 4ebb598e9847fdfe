import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { foldWorker, type LiveWorker } from '../../../../src/core/projections/liveWorkers.ts';
import { toStatus } from '../../../../src/core/projections/status.ts';
import type { RunStatus } from '../../../../src/shared/status.ts';
import type { AttemptEvent } from '../../../../src/shared/attemptEvent.ts';
import { attempted } from '../../../support/engine/episodes.ts';
import { Story } from '../../../support/engine/journal.ts';
import { agent, barrier, plan, settings, task } from '../../../support/engine/plans.ts';

function statusOf(
  story: Story,
  live: ReadonlyMap<string, LiveWorker> = new Map(),
  outside: Partial<Parameters<typeof toStatus>[1]> = {},
): RunStatus {
  return toStatus(story.state, {
    now: story.now,
    version: 7,
    live,
    queueSteps: new Map(),
    runningGates: new Map(),
    worktreeOf: (slot) => `/trees/${slot}`,
    etaAt: null,
    ...outside,
  });
}

/** `1 running`, `2 ready: why`. */
function rows(status: RunStatus): readonly string[] {
  return status.tasks.map(({ id, state, why }) => `${id} ${state}${why === null ? '' : `: ${why}`}`);
}

describe('The status of a run', () => {
  it('says of every task what it waits for: dependencies through barriers, limits with their holders', () => {
    const nodes = [task('1'), task('2'), barrier('b'), task('3'), task('4')];
    const story = new Story([plan(nodes, ['1 > b', '2 > b', 'b > 3', '1 > 4'])], settings({ run: 1 }));
    story.then();
    assert.deepEqual(rows(statusOf(story)), [
      '1 preparing',
      '2 ready: run 1/1: 1',
      '3 pending: waits for 1, 2',
      '4 pending: waits for 1',
    ]);
  });

  it('says why a task failed, and by whom others are blocked', () => {
    const story = new Story([plan([task('1'), task('2')], ['1 > 2'])]);
    story.then();
    story.given({ type: 'taskFailed', task: 'p/1', reason: 'no way' });
    assert.deepEqual(rows(statusOf(story)), ['1 failed: no way', '2 blocked: 1 failed']);
  });

  it('says of a task in the merge queue that its gate runs, and which command', () => {
    const story = new Story([plan([task('1')])]);
    story.then();
    story.given(...attempted('1'));
    story.then();
    const queueSteps = new Map([['p/1', 'gate' as const]]);
    const runningGates = new Map([['p/1', { command: 'npm test', outputFile: 'gate.txt' }]]);
    const live = new Map();
    assert.deepEqual(rows(statusOf(story, live, { queueSteps })), ['1 queued: its gate runs']);
    assert.deepEqual(rows(statusOf(story, live, { queueSteps, runningGates })), [
      '1 queued: its gate runs: npm test',
    ]);
  });

  it('names the limits that a ready task needs room in, and those of no other', () => {
    const other = { ...task('2').agent, provider: 'local', model: null };
    const story = new Story([plan([task('1'), task('2', { agent: other })])], settings({ run: 1 }));
    story.then();
    const limits = statusOf(story).tasks.map((row) => row.limits);
    assert.deepEqual(limits, [undefined, ['run run', 'provider local']]);
  });

  it('of a run that is over is as of its end, whenever it is asked for', () => {
    const story = new Story([plan([task('1', { satisfied: 'done in the plan' })])]);
    story.given({ type: 'runEnded', outcome: 'done' });
    const { lastAt } = story.state;
    const later = toStatus(story.state, {
      ...{
        now: lastAt + 60_000,
        version: 8,
        live: new Map(),
        queueSteps: new Map(),
        runningGates: new Map(),
        etaAt: null,
      },
      worktreeOf: (slot) => slot,
    });
    assert.equal(later.updatedAt, new Date(lastAt).toISOString());
  });

  it('adds up tokens and cost of ended and live attempts, once each', () => {
    const story = new Story([plan([task('1')])]);
    story.then();
    story.given({ type: 'attemptLaunched', task: 'p/1', attempt: 1, start: 'base', resolves: null });
    const events: readonly AttemptEvent[] = [
      { at: 1, type: 'agentStarted', pid: 4711, command: 'agent' },
      { at: 2, type: 'toolStarted', id: 't', tool: 'Edit', summary: 'src/a.ts' },
      {
        at: 3,
        type: 'usage',
        inputTokens: 100,
        outputTokens: 20,
        cachedTokens: 50,
        costUsd: 0.5,
        contextUsed: 0.25,
      },
    ];
    const status = statusOf(story, new Map([['p/1', foldWorker(null, events)]]));
    const eta = { etaAt: null, etaFrom: null, etaTo: null };
    assert.deepEqual(status.totals, { tokens: 120, costUsd: 0.5, ...eta, attempts: { 'stand-in': 1 } });
    assert.deepEqual(status.tasks[0]?.tokens, { input: 100, output: 20, cached: 50 });
    const [worker] = status.workers;
    assert.deepEqual(
      [worker?.attempt, worker?.pid, worker?.doing, worker?.contextUsed],
      ['p/1/1', 4711, 'Edit src/a.ts', 0.25],
    );
  });

  it('counts attempts by the agent that made them, whoever has the task now', () => {
    const story = new Story([plan([task('1')])]);
    story.then();
    story.given(...attempted('1', { outcome: 'failed', reason: 'broken' }), {
      type: 'taskReassigned',
      task: 'p/1',
      agent: agent({ name: 'south' }),
    });
    assert.deepEqual(statusOf(story).totals.attempts, { 'stand-in': 1 });
  });
});
