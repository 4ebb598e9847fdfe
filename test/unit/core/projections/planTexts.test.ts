import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { diagnosticsText } from '../../../../src/core/projections/diagnosticsText.ts';
import { planStatusText } from '../../../../src/core/projections/planStatusText.ts';
import { toPlanView } from '../../../../src/core/projections/planView.ts';
import { taskListText } from '../../../../src/core/projections/taskListText.ts';
import { whyText } from '../../../../src/core/projections/whyText.ts';
import type { PlanView } from '../../../../src/shared/planView.ts';
import type { RunStatus } from '../../../../src/shared/status.ts';
import { checked } from '../../../support/planText.ts';
import { statusOf, taskRow, workerRow } from '../../../support/statusOf.ts';

const lines = [
  '# Auth',
  '## Phase 1: Foundation',
  '- [ ] 1.1 Users table',
  '- [ ] 1.2 Hash passwords',
  '## Phase 2: Log in',
  '- [ ] 2.1 Login endpoint (depends: 1.1, 1.2)',
  '- [ ] 2.2 Session store (depends: 2.1)',
];

const running = statusOf(
  [
    taskRow({ id: '1.1', state: 'running', attempt: 2 }),
    taskRow({ id: '1.2', state: 'ready', attempt: 0, why: 'anthropic 1/1: 1.1' }),
    taskRow({ id: '2.1' }),
    taskRow({ id: '2.2' }),
  ],
  {
    workers: [workerRow('auth/1.1/2', 'editing db/schema.sql', 'slow')],
    limits: [
      { tier: 'provider', name: 'anthropic', used: 1, max: 1, holders: ['auth/1.1'] },
      { tier: 'run', name: 'run', used: 1, max: 8, holders: ['auth/1.1'] },
    ],
    totals: { tokens: 1_000, costUsd: 1.234, etaAt: '2026-11-20T14:40:00.000Z' },
  },
);

function viewOf(status: RunStatus | null, text: readonly string[] = lines): PlanView {
  const { plan, graph } = checked(text);
  return toPlanView({ ...plan, path: 'plans/auth.md' }, graph, status);
}

function why(id: string, status: RunStatus | null): string {
  const view = viewOf(status);
  return whyText(view, view.tasks.get(id)!, status);
}

describe('the status of plans in words', () => {
  it('tells times as its reader does', () => {
    const text = planStatusText([], running, (at) => `minute ${String(new Date(at).getUTCMinutes())}`);
    assert.match(text, /; done about minute 40; as of minute 5\.$/);
  });

  it('names what runs, waits for a person or failed, and counts the rest', () => {
    assert.equal(
      planStatusText([viewOf(running)], running),
      [
        'Run 20261120-140000-auth: running; $1.23 so far; done about 2026-11-20T14:40:00.000Z; as of 2026-11-20T14:05:00.000Z.',
        '',
        'plans/auth.md: 0 of 4 done, on the branch tutti/auth/integration.',
        '- auth/1.1 Users table: running, attempt 2, by claude, editing db/schema.sql (slow)',
        '- auth/1.2 Hash passwords: ready, anthropic 1/1: 1.1',
        '- 2 pending',
      ].join('\n'),
    );
  });

  it('says that there was no run, and what could start', () => {
    const text = planStatusText([viewOf(null)], null);
    assert.match(text, /^No run yet\.\n\nplans\/auth\.md: 0 of 4 done, not part of the run\.$/m);
    assert.match(text, /- test\/1\.1 Users table: ready$/m);
  });

  it('never calls a plan without a gate verified', () => {
    const ungated = { ...running, plans: running.plans.map((plan) => ({ ...plan, gated: false })) };
    assert.match(planStatusText([viewOf(ungated)], ungated), /no gate is configured/);
  });

  it('stays short for a plan of a thousand tasks', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => `- [ ] ${String(index + 1)}. Task`);
    assert.ok(planStatusText([viewOf(null, ['# Many', ...many])], null).split('\n').length < 25);
    assert.ok(taskListText([viewOf(null, ['# Many', ...many])], null, null).split('\n').length <= 201);
  });
});

describe('the list of tasks in words', () => {
  it('has one line a task, with what it waits for', () => {
    assert.deepEqual(
      taskListText([viewOf(running)], running, null)
        .split('\n')
        .slice(2),
      [
        'auth/2.1 Login endpoint: pending, waits for 1.1, 1.2',
        'auth/2.2 Session store: pending, waits for 2.1',
      ],
    );
  });

  it('keeps to the states that are asked for', () => {
    assert.match(taskListText([viewOf(running)], running, ['ready']), /^auth\/1\.2 [^\n]*$/);
    assert.equal(taskListText([viewOf(running)], running, ['failed']), 'No task is in such a state.');
  });

  it('shows a request of an agent on one line, however long it is', () => {
    const request = { id: '1.7', kind: 'permission', message: `Run this:\n${'x'.repeat(1_000)}` };
    const status = statusOf([taskRow({ id: '1.1', state: 'needs-you', request })]);
    const [line] = taskListText([viewOf(status)], status, ['needs-you']).split('\n');
    assert.match(line!, /^auth\/1\.1 Users table: needs-you, permission, Run this: x+…$/);
    assert.ok(line!.length < 400);
  });
});

describe('why a task waits, in words', () => {
  it('follows what blocks it down to where the waiting ends', () => {
    assert.equal(
      why('2.2', running),
      [
        'auth/2.2 Session store: pending, waits for 2.1',
        'It waits for:',
        '- auth/2.1 Login endpoint: pending, waits for 1.1, 1.2',
        '- auth/1.1 Users table: running, attempt 2, by claude, editing db/schema.sql (slow)',
        '- auth/1.2 Hash passwords: ready, anthropic 1/1: 1.1',
      ].join('\n'),
    );
  });

  it('names the limits that are full, and who holds them', () => {
    assert.equal(
      why('1.2', running),
      [
        'auth/1.2 Hash passwords: ready, anthropic 1/1: 1.1',
        'Limits that are full:',
        '- provider anthropic 1/1: auth/1.1',
      ].join('\n'),
    );
  });

  it('says what a person can do where one has to', () => {
    const asked = (kind: string) =>
      statusOf([
        taskRow({ id: '1.1', state: 'needs-you', request: { id: '1.7', kind, message: 'Which one?' } }),
      ]);
    assert.match(why('1.1', asked('question')), /tutti answer 1\.1 TEXT/);
    assert.match(why('1.1', asked('permission')), /tutti approve 1\.1, or tutti deny 1\.1/);
    const failed = statusOf([taskRow({ id: '1.1', state: 'failed', why: 'gate failed 3 times' })]);
    assert.match(why('1.1', failed), /gate failed 3 times\nRetry it/);
  });

  it('calls a task by the name that its plan has in the run', () => {
    const status = statusOf([taskRow({ plan: 'auth-2', id: '1.1', state: 'running' })]);
    const renamed = { ...status, plans: status.plans.map((plan) => ({ ...plan, path: 'plans/auth.md' })) };
    assert.match(why('1.1', renamed), /^auth-2\/1\.1 Users table: running/);
  });
});

describe('the problems of a plan in words', () => {
  it('have their places, codes and remedies', () => {
    const { plan } = checked([...lines, '- [ ] 2.3 Log out (depends: 2.9)']);
    assert.match(
      diagnosticsText(plan),
      /^plans\/test\.md:8:\d+: error plan\/unknown-dependency .*\(Change to "2\.\d"\)$/,
    );
  });

  it('are not there when there are none', () => {
    assert.equal(diagnosticsText(checked(lines).plan), 'plans/test.md: no problems (tasks: 4, phases: 2).');
  });
});
