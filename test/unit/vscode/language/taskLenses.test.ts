import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkPlan } from '../../../../src/core/graph/checkPlan.ts';
import { toPlanView } from '../../../../src/core/projections/planView.ts';
import type { AttemptStatus, RunStatus } from '../../../../src/shared/status.ts';
import { planLenses } from '../../../../src/vscode/language/planLenses.ts';
import { stateNote } from '../../../../src/vscode/language/stateNote.ts';
import { taskLenses } from '../../../../src/vscode/language/taskLenses.ts';
import { factsOf, type TaskFacts } from '../../../../src/vscode/views/taskFacts.ts';
import { statusOf, taskRow, workerRow } from '../../../support/statusOf.ts';

const text = [
  '# Auth',
  '- [x] 1.1 Users',
  '- [ ] 1.2 Hash (depends: 1.1)',
  '- [ ] 1.3 Mail (depends: 1.1)',
  '- [ ] 1.4 Store (depends: 1.1)',
  '- [ ] 2.1 Login (depends: 1.2, 1.3, 1.4, 1.1)',
].join('\n');
const { plan, graph } = checkPlan(text, { path: 'plans/auth.md' });

function viewOf(status: RunStatus | null) {
  return toPlanView(plan, graph, status);
}

function factsOfTask(id: string, status: RunStatus | null): TaskFacts {
  const task = viewOf(status).tasks.get(id);
  assert.ok(task);
  return factsOf(task, status);
}

/** Titles with what a click does. */
function lenses(id: string, status: RunStatus | null, isPlayed = status !== null): string[] {
  return taskLenses(factsOfTask(id, status), isPlayed).map(
    ({ title, action }) => `${title.replaceAll('\u00a0', ' ')} > ${action ?? 'nothing'}`,
  );
}

const attempt: AttemptStatus = {
  number: 1,
  cause: 'first',
  agent: 'claude',
  model: null,
  state: 'failed',
  reason: null,
  startedAt: '2026-11-20T14:00:00.000Z',
  endedAt: '2026-11-20T14:06:00.000Z',
  costUsd: null,
  base: 'a'.repeat(40),
  commit: 'b'.repeat(40),
  folder: 'attempts/auth-1.3/1',
};

const rows = [
  taskRow({ id: '1.1', state: 'landed' }),
  taskRow({
    id: '1.2',
    state: 'running',
    attempt: 1,
    attempts: [{ ...attempt, state: 'running', commit: null, endedAt: null }],
    startedAt: '2026-11-20T14:00:00.000Z',
  }),
  taskRow({ id: '1.3', state: 'failed', attempt: 2, attempts: [attempt, attempt], why: 'npm test failed' }),
  taskRow({
    id: '1.4',
    state: 'needs-you',
    attempt: 1,
    attempts: [attempt],
    request: { id: '1.7', kind: 'question', message: 'Which table?' },
  }),
  taskRow({ id: '2.1', state: 'pending' }),
];
const status = statusOf(rows, { workers: [workerRow('auth/1.2/1', 'edits hash.ts')] });

describe('the lenses of a task', () => {
  it('run it and name what it waits for, before any run', () => {
    assert.deepEqual(lenses('1.2', null), ['$(play) Run > run']);
    assert.deepEqual(lenses('2.1', null), ['$(play) Run > run', 'Waits for 1.2, 1.3, 1.4 > showBlockers']);
    assert.deepEqual(lenses('1.1', null), ['$(pass-filled) landed > nothing']);
  });

  it('say while a run plays it how it is, with the states of its blockers', () => {
    assert.deepEqual(lenses('1.2', status), ['$(play-circle) running > openTerminal']);
    assert.deepEqual(lenses('1.3', status), [
      '$(error) failed > why',
      '$(debug-restart) Retry > retry',
      '2 attempts > showAttempts',
    ]);
    assert.deepEqual(lenses('1.4', status), [
      '$(bell-dot) needs-you > answer',
      '$(diff-multiple) Diff > showChanges',
    ]);
    assert.deepEqual(lenses('2.1', status), [
      '$(circle-outline) pending > why',
      'Waits for 1.2 (running), 1.3 (failed), 1.4 (needs-you) > showBlockers',
    ]);
  });

  it('show the changes of what landed in an earlier run, and offer none of what was done before any', () => {
    const landed = (landedAs: string | null, why: string) =>
      statusOf([taskRow({ id: '1.2', state: 'landed', landedAs, why })]);
    assert.deepEqual(lenses('1.2', landed('3f2c', 'landed in an earlier run')), [
      '$(pass-filled) landed > showChanges',
      '$(diff-multiple) Diff > showChanges',
    ]);
    assert.deepEqual(lenses('1.2', landed(null, 'done in the plan')), ['$(pass-filled) landed > nothing']);
  });

  it('run it again when nobody plays it any more', () => {
    const stopped = statusOf(
      rows.map((row) => (row.id === '2.1' ? { ...row, attempt: 2, attempts: [attempt, attempt] } : row)),
      { state: 'stopped' },
    );
    assert.deepEqual(lenses('2.1', stopped, false), [
      '$(play) Run > run',
      'Waits for 1.2 (running), 1.3 (failed), 1.4 (needs-you) > showBlockers',
      '2 attempts > showAttempts',
    ]);
  });
});

describe('the lenses of a plan', () => {
  const titles = (of: RunStatus | null, run: RunStatus['state'] | null) =>
    planLenses(viewOf(of), run).map(({ title, action }) => `${title.replaceAll('\u00a0', ' ')} > ${action}`);

  it('run it, and what is ready', () => {
    assert.deepEqual(titles(null, null), ['$(run-all) Run Plan > run', '$(play) Run 3 Ready > runReady']);
  });

  it('tell how far a run is, and resume one that was interrupted', () => {
    assert.deepEqual(titles(status, 'paused'), ['paused · 1 of 5 landed > showStatus']);
    assert.deepEqual(titles(status, 'stopped'), ['$(debug-continue) Resume > resume']);
  });

  it('do not count what was skipped as landed', () => {
    const skipped = statusOf(rows.map((row) => ({ ...row, state: 'skipped' as const })));
    assert.deepEqual(titles(skipped, 'running'), ['running · 0 of 5 landed > showStatus']);
  });

  it('are none when all has landed', () => {
    const over = statusOf(rows.map((row) => ({ ...row, state: 'landed' as const })));
    assert.deepEqual(titles(over, 'done'), []);
  });
});

describe('the note behind a task', () => {
  it('says who works on it, for how long, and what it does or needs', () => {
    const now = Date.parse('2026-11-20T14:04:30.000Z');
    const note = (id: string, of: RunStatus | null = status) => stateNote(factsOfTask(id, of), now);
    assert.deepEqual(
      [note('1.1'), note('1.2'), note('1.3'), note('1.4'), note('2.1'), note('1.2', null)],
      ['', 'claude · 4m · edits hash.ts', 'npm test failed', 'question: Which table?', '', ''],
    );
  });
});
