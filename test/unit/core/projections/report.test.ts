import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { initialState } from '../../../../src/core/engine/evolve.ts';
import { RunReport, toReport } from '../../../../src/core/projections/report.ts';
import { Story } from '../../../support/engine/journal.ts';
import { plan, task } from '../../../support/engine/plans.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';

const start = '2026-11-20T14:00:00.000Z';

function after(seconds: number): string {
  return new Date(Date.parse(start) + seconds * 1_000).toISOString();
}

const none = initialState();

describe('the report of a run', () => {
  it('tells times in two units at most', () => {
    const told = [7.26, 59.4, 119.7, 3_725].map((seconds) => {
      const report = toReport({ ...statusOf([]), startedAt: start, updatedAt: after(seconds) }, none, []);
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
      [],
    );
    const open = report.slice(report.indexOf('## Not landed'));
    assert.match(open, /^- 1\.2 Task 1\.2: failed, the gate \\`npm test\\` failed$/m);
    assert.doesNotMatch(open, /1\.1/);
  });

  it('shows titles as text on one line, whatever is in them', () => {
    const report = toReport(
      statusOf([taskRow({ id: '1.1', title: 'a | b\n# c <b>', state: 'landed' })]),
      none,
      [],
    );
    assert.match(report, /^\| 1\.1 a \\\| b \\# c \\<b\\> \| landed \|/m);
  });

  it('lists the decisions with their reason', () => {
    const decision = { type: 'decisionMade', task: 'auth/1.1', what: 'waited', why: 'it was late' } as const;
    const report = toReport(statusOf([]), none, [
      { seq: 1, at: Date.parse(start), generation: 1, ...decision },
    ]);
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
    const text = report.text(status);
    assert.match(
      text,
      /## Time\n\nOne after the other the agents took 3 min 0 s: 1\.0 times as long as the run\./,
    );
    assert.match(text, /\| p\/a \| 1 min 0 s \| 3 min 0 s \|/);
    assert.equal(text, toReport(status, story.state, []));
  });
});
