import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { diagnosticLine, countProblems } from '../../../../src/cli/print/diagnostics.ts';
import { doctorLines } from '../../../../src/cli/print/doctor.ts';
import { forecastLines } from '../../../../src/core/projections/forecastLines.ts';
import { summaryLines } from '../../../../src/cli/print/runSummary.ts';
import { statusLines, taskLines } from '../../../../src/cli/print/statusTable.ts';
import type { Diagnostic } from '../../../../src/core/plan/plan.ts';
import { plainPaint } from '../../../support/plainTerminal.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';

const ended = statusOf(
  [
    taskRow({
      id: '1.1',
      title: 'Users table',
      state: 'landed',
      ungated: true,
      endedAt: '2026-11-20T14:01:00.000Z',
    }),
    taskRow({ id: '1.2', title: 'Hash', state: 'failed', why: 'the gate `npm test` failed after 2 repairs' }),
    taskRow({ id: '2.1', title: 'Log in', state: 'blocked', why: '1.2 failed' }),
    taskRow({
      id: '2.2',
      title: 'Session',
      state: 'needs-you',
      worktree: '../app.tutti/slot-2',
      request: { id: '1.7', kind: 'review', message: 'review: human' },
    }),
  ],
  { state: 'failed', totals: { tokens: 1_500, costUsd: 0.5, etaAt: null } },
);

describe('The summary of a run', () => {
  it('says what landed where, what did not and why, and what to type', () => {
    const summary = {
      status: ended,
      exitCode: 1,
      reportFile: '.tutti/runs/r/report.md',
      into: null,
    } as const;
    assert.deepEqual(summaryLines(summary, plainPaint), [
      'failed: 1 of 4 tasks landed · 5m00s · 1.5k tokens · $0.50',
      '  branch  tutti/auth/integration at 3f2c1d0e',
      '  failed    1.2 Hash: the gate `npm test` failed after 2 repairs',
      '    → tutti retry 1.2 --note "…"',
      '  blocked   2.1 Log in: 1.2 failed',
      '  needs-you 2.2 Session: review: human',
      '    → tutti approve 2.2   (look first: tutti diff 2.2)',
      '  report  .tutti/runs/r/report.md',
    ]);
  });

  it('says how to go on with a run that stopped, and never calls ungated work verified', () => {
    const stopped = statusOf([], {
      state: 'stopped',
      reason: 'stopped by you',
      plans: [{ ...ended.plans[0]!, gated: false }],
    });
    const summary = { status: stopped, exitCode: 130, reportFile: 'report.md', into: null } as const;
    assert.deepEqual(summaryLines(summary, plainPaint).slice(1), [
      '  stopped by you',
      '  branch  tutti/auth/integration at 3f2c1d0e (no gate is configured: nothing was verified)',
      '  report  report.md',
      '  resume  tutti resume',
    ]);
  });
});

describe('The status of a run', () => {
  it('is a table of all tasks in the order of the plan', () => {
    assert.deepEqual(statusLines(ended, Date.parse(ended.updatedAt), plainPaint), [
      'failed  20261120-140000-auth  1/4 landed · 5m00s · 1.5k tokens · $0.50',
      '1.1  ✓ ungated    claude           Users table',
      '1.2  ✗ failed     claude           Hash  (the gate `npm test` failed after 2 repairs)',
      '2.1  × blocked    claude           Log in  (1.2 failed)',
      '2.2  ? needs-you  claude           Session  (review: human)',
      '  → tutti approve 2.2   (look first: tutti diff 2.2)',
    ]);
  });

  it('of one task is all that is known of it', () => {
    assert.deepEqual(taskLines(ended.tasks[3]!), [
      'task       auth/2.2',
      'title      Session',
      'state      needs-you',
      'why        review: human',
      'agent      claude',
      'worktree   ../app.tutti/slot-2',
      'tokens     0',
    ]);
  });
});

describe('Problems of a plan', () => {
  const problem: Diagnostic = {
    line: 25,
    column: 28,
    endLine: 25,
    endColumn: 31,
    code: 'plan/unknown-dependency',
    severity: 'error',
    message: 'There is no task 1.9.',
  };

  it('are lines that editors can jump to', () => {
    assert.equal(
      diagnosticLine('plans/auth.md', problem, plainPaint),
      'plans/auth.md:25:28: error plan/unknown-dependency There is no task 1.9.',
    );
  });

  it('are counted without those that are only for information', () => {
    const warning = { ...problem, severity: 'warning' } as const;
    const info = { ...problem, severity: 'info' } as const;
    assert.deepEqual([[], [info], [problem], [warning, problem, warning]].map(countProblems), [
      'no problems',
      'no problems',
      '1 error',
      '1 error, 2 warnings',
    ]);
  });
});

describe('A forecast', () => {
  const forecast = {
    wallMs: 600_000,
    sequentialMs: 1_800_000,
    criticalPathMs: 540_000,
    peak: 4,
    bindingLimit: 'provider anthropic',
    wallRange: { low: 480_000, high: 900_000 },
    criticalPath: ['auth/1.1'],
    utilization: 0.625,
    costUsd: { expected: 4.2, range: { low: 3, high: 6 } },
    hints: ['one more anthropic slot: -6 min'],
    tasks: [{ ref: 'auth/1.1', startMs: 0, endMs: 600_000, slackMs: 0, basis: 'declared' }],
  };

  it('compares with one task after the other and names what bounds it', () => {
    assert.deepEqual(forecastLines(forecast), [
      'Expected: about 10m00s (8 of 10 times 8m00s to 15m00s) for 1 task, 4 at once at most',
      'One after the other: 30m00s (3.0 times as long)',
      'Longest chain: 9m00s, no number of agents is faster',
      'Slots in use: 63 % of the time',
      'Cost: about $4.20 (8 of 10 times $3.00 to $6.00)',
      'Estimates: declared (1)',
      'Most of the waiting is for the limit provider anthropic',
      'What would help: one more anthropic slot: -6 min',
    ]);
  });

  it('of nothing says so', () => {
    assert.deepEqual(forecastLines({ ...forecast, tasks: [] }), ['Nothing is left to do.']);
  });
});

describe('The findings of the doctor', () => {
  it('say below each problem what to do', () => {
    assert.deepEqual(
      doctorLines(
        [
          { name: 'git', ok: 'ok', text: 'git 2.45.1', fix: null },
          { name: 'gate', ok: 'warning', text: 'no gate', fix: 'set `verify` in tutti.json' },
        ],
        plainPaint,
      ),
      ['✓ git         git 2.45.1', '! gate        no gate', '              → set `verify` in tutti.json'],
    );
  });
});
