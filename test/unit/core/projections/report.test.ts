import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { initialState } from '../../../../src/core/engine/evolve.ts';
import { foretell, RunReport, toReport } from '../../../../src/core/projections/report.ts';
import { attempted, ended, landed } from '../../../support/engine/episodes.ts';
import { Story } from '../../../support/engine/journal.ts';
import { plan, task } from '../../../support/engine/plans.ts';
import { pastAttempt } from '../../../support/pastAttempt.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';

const start = '2026-11-20T14:00:00.000Z';

function after(seconds: number): string {
  return new Date(Date.parse(start) + seconds * 1_000).toISOString();
}

const none = { state: initialState(), decisions: [], past: [], whole: null, left: null };

describe('the report of a run', () => {
  it('tells times in two units at most', () => {
    const told = [7.26, 59.4, 119.7, 3_725].map((seconds) => {
      const report = toReport({ ...statusOf([]), startedAt: start, updatedAt: after(seconds) }, none);
      return /after (.*?);/.exec(report)?.[1];
    });
    assert.deepEqual(told, ['7.3 s', '59.4 s', '2 min 0 s', '1 h 2 min']);
  });

  it('lists what has not landed, and why', () => {
    const report = toReport(
      statusOf([
        taskRow({ id: '1.1', state: 'landed' }),
        taskRow({ id: '1.2', state: 'failed', why: 'the gate `npm test` failed' }),
      ]),
      none,
    );
    const open = report.slice(report.indexOf('## Not landed'));
    assert.match(open, /^- 1\.2 Task 1\.2: failed, the gate \\`npm test\\` failed$/m);
    assert.doesNotMatch(open, /1\.1/);
  });

  it('shows titles as text on one line, whatever is in them', () => {
    const report = toReport(
      statusOf([taskRow({ id: '1.1', title: 'a | b\n# c <b>', state: 'landed' })]),
      none,
    );
    assert.match(report, /^\| 1\.1 a \\\| b \\# c \\<b\\> \| landed \|/m);
  });

  it('lists the decisions with their reason', () => {
    const decision = { type: 'decisionMade', task: 'auth/1.1', what: 'waited', why: 'it was late' } as const;
    const report = toReport(statusOf([]), {
      ...none,
      decisions: [{ seq: 1, at: Date.parse(start), generation: 1, ...decision }],
    });
    assert.match(report, /## Decisions\n\n- 14:00:00 auth\/1\.1: waited \(it was late\)/);
  });

  it('tells what it took, phase by phase', () => {
    const story = new Story([plan([task('1', { phase: 'a' })])]);
    story.given({ type: 'attemptStarted', task: 'p/1', attempt: 1, cause: 'first', slot: 's' });
    const status = {
      ...statusOf([]),
      startedAt: new Date(0).toISOString(),
      updatedAt: new Date(180_000).toISOString(),
    };
    const report = new RunReport();
    for (const event of story.journal) report.take(event);
    const text = report.text(status, []);
    assert.match(
      text,
      /## Time\n\nOne after the other the agents took 3 min 0 s: 1\.0 times as long as the run\./,
    );
    assert.match(text, /\| p\/a \| 1 min 0 s \| 3 min 0 s \|/);
    const foretold = foretell(story.state, 180_000, []);
    assert.equal(text, toReport(status, { state: story.state, decisions: [], ...foretold }));
  });

  it('does not count the time in which the run lay still', () => {
    const story = new Story([plan([task('1')])]);
    story.given({ type: 'attemptStarted', task: 'p/1', attempt: 1, cause: 'first', slot: 's' });
    story
      .at(60_000)
      .given(ended('1', { outcome: 'interrupted' }), { type: 'runStopped', reason: 'a person' });
    story.at(3_600_000).given({ type: 'runResumed', attended: true, budget: { usd: null, tokens: null } });
    const status = {
      ...statusOf([]),
      startedAt: new Date(0).toISOString(),
      updatedAt: new Date(3_660_000).toISOString(),
    };
    const report = toReport(status, { ...none, state: story.state });
    assert.match(report, / after 2 min 0 s;/);
    assert.match(report, /the agents took 1 min 0 s: 0\.5 times as long as the run/);
  });

  it('has what was foretold, and what is left, from the plan and earlier runs', () => {
    const story = new Story([plan([task('1', { phase: 'a' }), task('2', { phase: 'a' })], ['1 > 2'])]);
    const past = [1, 2, 3, 4, 5].map((attempt) =>
      pastAttempt({
        run: 'before',
        task: String(attempt),
        agent: 'stand-in',
        estimateMs: 60_000,
        durationMs: 120_000,
      }),
    );
    story.given(...attempted('1'), landed('1'));
    const report = new RunReport();
    for (const event of story.journal) report.take(event);
    const text = report.text(statusOf([]), past);
    assert.match(text, /## What was foretold\n\n- Expected: about 4m00s .* for 2 tasks, 1 at once at most/);
    assert.match(text, /- Estimates: 5 past tasks of stand-in/);
    assert.match(text, /## What is left\n\n- Expected: .* for 1 task,/);
  });
});
