import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { hourAndMinuteText } from '../../../../src/shared/dashboard/quantities.ts';
import { toPlanView } from '../../../../src/core/projections/planView.ts';
import { whyWaiting, whyWaitingText } from '../../../../src/core/projections/whyWaiting.ts';
import type { Activity } from '../../../../src/shared/activity.ts';
import type { RunStatus, TaskStatusRow } from '../../../../src/shared/status.ts';
import { checked } from '../../../support/planText.ts';
import { statusOf, taskRow, workerRow } from '../../../support/statusOf.ts';

const { plan, graph } = checked([
  '# Auth',
  '## Phase 1: Base',
  '- [ ] 1.1 Users table (depends: none)',
  '- [ ] 1.2 Hash passwords (depends: none)',
  '## Phase 2: Login',
  '- [ ] 2.1 Login endpoint (depends: 1.1, 1.2)',
  '- [ ] 2.2 Log out (depends: 2.1)',
]);

function row(id: string, rest: Partial<TaskStatusRow> = {}): TaskStatusRow {
  return taskRow({ id, plan: 'test', ...rest });
}

function ask(id: string, status: RunStatus | null, activity: readonly Activity[] = []) {
  const view = toPlanView(plan, graph, status);
  const task = view.tasks.get(id);
  assert.ok(task !== undefined);
  return whyWaiting(task, { plan: view, status, activity });
}

/** A time of the day of the run as it is told here. */
function local(utc: string): string {
  return hourAndMinuteText(Date.parse(`2026-11-20T${utc}:00.000Z`));
}

describe('Why a task waits', () => {
  it('is told down to where the waiting ends, each with its own reason', () => {
    const status = statusOf(
      [
        row('1.1', { state: 'running', agent: 'claude', attempt: 2 }),
        row('1.2', { state: 'failed', why: 'gate failed: npm test' }),
        row('2.1'),
        row('2.2'),
      ],
      { workers: [workerRow('test/1.1/2', 'editing src/users.ts', 'slow')] },
    );
    assert.equal(
      whyWaitingText(ask('2.2', status)),
      [
        '2.2 waits for 2.1 (pending).',
        '',
        'It waits for:',
        '- 2.1 Login endpoint (pending): waits for 1.1 (running) and 1.2 (failed)',
        '',
        'These wait for:',
        '- 1.1 Users table (running): claude is at work, attempt 2, editing src/users.ts (slow)',
        '- 1.2 Hash passwords (failed): gate failed: npm test',
        '',
      ].join('\n'),
    );
  });

  it('names the limits of its own that are full and who holds them, for a task that could start', () => {
    const limits = [
      { tier: 'provider', name: 'anthropic', used: 1, max: 1, holders: ['test/1.1'] },
      { tier: 'provider', name: 'local', used: 1, max: 1, holders: ['test/2.2'] },
      { tier: 'run', name: 'run', used: 1, max: 8, holders: ['test/1.1'] },
    ];
    const rows = [
      row('1.1', { state: 'running' }),
      row('1.2', { state: 'ready', why: 'anthropic 1/1: 1.1', limits: ['run run', 'provider anthropic'] }),
      row('2.1'),
    ];
    const { headline, sections } = ask('1.2', statusOf(rows, { limits }));
    assert.equal(headline, '1.2 is ready to start: anthropic 1/1: 1.1.');
    const full = sections.find(({ title }) => title === 'Limits that are full');
    assert.deepEqual(
      full?.rows.map(({ text, note, task }) => [text, note, task]),
      [
        ['provider anthropic', '1 of 1', null],
        ['1.1 Users table', 'running', '1.1'],
      ],
    );
    assert.equal(
      ask('2.1', statusOf(rows, { limits })).sections.some(({ title }) => /Limits/.test(title)),
      false,
    );
  });

  it('shows what happened to it last, newest first, and nothing of other tasks', () => {
    const happened = (seq: number, task: string): Activity => ({
      seq,
      at: `2026-11-20T14:0${String(seq)}:00.000Z`,
      kind: 'decision',
      task,
      text: `event ${String(seq)}`,
      reason: null,
    });
    const activity = [7, 6, 5, 4, 3, 2, 1].map((seq) => happened(seq, seq === 6 ? 'test/1.2' : 'test/1.1'));
    const { sections } = ask('1.1', statusOf([row('1.1', { state: 'failed' })]), activity);
    const last = sections.find(({ title }) => title === 'What happened to it last');
    assert.deepEqual(
      last?.rows.map(({ text, note }) => `${note} ${text}`),
      [
        `${local('14:07')} event 7`,
        `${local('14:05')} event 5`,
        `${local('14:04')} event 4`,
        `${local('14:03')} event 3`,
        `${local('14:02')} event 2`,
      ],
    );
  });

  const headlines: readonly (readonly [string, TaskStatusRow | null, string])[] = [
    ['nothing plays the plan', null, '1.1 could start: no run plays it.'],
    ['it is left out', row('1.1', { selected: false }), '1.1 is left out of this run: Run Task takes it in.'],
    [
      'it needs somebody',
      row('1.1', {
        state: 'needs-you',
        request: { id: '1.7', kind: 'question', message: 'Which database?' },
      }),
      '1.1 waits for you: Which database?',
    ],
    [
      'a window is closed',
      row('1.1', { state: 'waiting', why: 'rate limit' }),
      '1.1 waits for a while: rate limit.',
    ],
    ['it has landed', row('1.1', { state: 'landed', why: 'no changes' }), '1.1 has landed: no changes.'],
    ['somebody ended it', row('1.1', { state: 'cancelled' }), '1.1 ended as cancelled.'],
  ];
  for (const [when, task, headline] of headlines) {
    it(`is one sentence when ${when}`, () => {
      assert.equal(ask('1.1', task === null ? null : statusOf([task])).headline, headline);
    });
  }

  it('says once that an entry is held', () => {
    const entry = { plan: 'test', id: '1.1', place: 1, held: true, since: '2026-11-20T14:00:00.000Z' };
    const rows = [row('1.1', { state: 'queued', why: 'held by you' })];
    assert.equal(
      ask('1.1', statusOf(rows, { queue: [{ ...entry, step: null }] })).headline,
      '1.1 is number 1 in the merge queue and is held: Release lets it land.',
    );
  });

  it('says the place of an entry of the merge queue, and what is done with it', () => {
    const entry = { plan: 'test', id: '1.1', place: 2, held: false, since: '2026-11-20T14:00:00.000Z' };
    const runningGate = { command: 'npm test', outputFile: 'gates/1.log' };
    const about = { state: 'queued', gate: true, why: 'its gate runs: npm test', runningGate } as const;
    const rows = [row('1.1', about)];
    const headline = (held: boolean, step: 'gate' | null): string =>
      ask('1.1', statusOf(rows, { queue: [{ ...entry, held, step }] })).headline;
    assert.equal(headline(false, 'gate'), '1.1 is number 2 in the merge queue, and its gate runs: npm test.');
    assert.equal(
      headline(true, null),
      '1.1 is number 2 in the merge queue and is held: Release lets it land.',
    );
  });

  it('says what is before an entry of the merge queue, and whose gates it waits for', () => {
    const since = '2026-11-20T14:00:00.000Z';
    const queue = ['2.2', '1.2', '1.1'].map((id, index) => {
      return { plan: 'test', id, place: index + 1, held: false, step: null, since };
    });
    const rows = [row('1.1', { state: 'queued' }), row('1.2', { state: 'queued' }), row('2.2')];
    const headline = (...gated: readonly string[]): string => {
      const tasks = rows.map((one) => ({ ...one, gate: gated.includes(one.id) }));
      return ask('1.1', statusOf(tasks, { queue })).headline;
    };
    assert.equal(headline(), '1.1 is number 3 in the merge queue, behind 2.2 and 1.2.');
    assert.equal(
      headline('2.2'),
      '1.1 is number 3 in the merge queue, behind 2.2 and 1.2. The verification limit is taken by the gate of 2.2.',
    );
  });
});
