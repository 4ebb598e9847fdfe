import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ErrorTopic } from '../../../../src/core/base/userError.ts';
import type { Need } from '../../../../src/core/engine/events.ts';
import { commandEntries } from '../../../../src/vscode/manifest/commands.ts';
import { errorSeverity } from '../../../../src/vscode/commands/errorSeverity.ts';
import { nextSteps } from '../../../../src/vscode/commands/nextSteps.ts';
import { pickText } from '../../../../src/vscode/commands/pickText.ts';
import { remediesOf } from '../../../../src/vscode/commands/remedies.ts';
import { responsesTo } from '../../../../src/vscode/commands/responses.ts';
import type { TaskStateWord } from '../../../../src/shared/status.ts';
import type { TaskView } from '../../../../src/shared/planView.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';

const titles = new Map<string, string>(commandEntries.map(([id, { title }]) => [id, title]));
const kinds: readonly Need['kind'][] = ['permission', 'conflict', 'review', 'suspicious', 'budget', 'branch'];
const states: readonly TaskStateWord[] = [
  ...(['pending', 'ready', 'preparing', 'running', 'waiting', 'needs-you', 'queued'] as const),
  ...(['landing', 'landed', 'blocked', 'failed', 'skipped', 'cancelled'] as const),
];

function taskIn(state: TaskStateWord): TaskView {
  return {
    ...{ ref: 'auth/1.1', plan: 'auth', id: '1.1', title: 'Users', kind: 'task', phase: '1', parent: null },
    ...{ line: 1, state, why: null, blockers: [], dependents: [], row: taskRow({ id: '1.1', state }) },
  };
}

describe('The ways to answer what a task needs', () => {
  it('are commands that there are', () => {
    const offered = [
      ...kinds.flatMap((kind) => responsesTo(kind)),
      ...states.flatMap((state) => remediesOf(taskIn(state), null)),
    ];
    for (const { command, label } of offered) assert.ok(titles.has(command), `${label}: ${command}`);
  });

  it('let a permission be denied, work be looked at, and a conflict be resolved by hand', () => {
    const labels = (kind: Need['kind']): readonly string[] => responsesTo(kind).map(({ label }) => label);
    assert.ok(labels('permission').includes('Deny'));
    assert.equal(labels('review')[0], 'Show Changes');
    assert.equal(labels('conflict')[0], 'Resolve Conflict');
    assert.equal(labels('budget')[0], 'Set Budget…');
  });

  it('are there for every need', () => {
    for (const kind of kinds) assert.notEqual(responsesTo(kind).length, 0, kind);
  });

  it('take in a task that its run leaves out', () => {
    const task = taskIn('pending');
    const leftOut = { ...task, row: taskRow({ id: '1.1', selected: false }) };
    assert.deepEqual(
      remediesOf(leftOut, null).map(({ command }) => command),
      ['tutti.runTask'],
    );
  });

  it('release an entry of the merge queue that is held', () => {
    const offered = (held: boolean): readonly string[] => {
      const since = '2026-11-20T14:00:00.000Z';
      const entry = { plan: 'auth', id: '1.1', place: 1, held, step: null, since };
      const status = statusOf([taskRow({ id: '1.1', state: 'queued' })], { queue: [entry] });
      return remediesOf(taskIn('queued'), status).map(({ command }) => command);
    };
    assert.deepEqual([offered(true), offered(false)], [['tutti.releaseEntry'], ['tutti.landNow']]);
  });
});

describe('The next step below an error', () => {
  it('is a command that there is, of ours or of VS Code', () => {
    const theirs = [
      'workbench.actions.view.problems',
      'git.init',
      'git.addRemote',
      'workbench.view.scm',
      'workbench.trust.manage',
    ];
    const topics = [
      ...(['agents', 'config', 'plan', 'noPlan', 'noRun', 'cutOffRun', 'branch', 'git'] as const),
      ...(['noRepository', 'noCommit', 'noRemote', 'worktree', 'trust'] as const),
    ];
    for (const topic of topics) {
      for (const { command } of nextSteps(topic))
        assert.ok(titles.has(command) || theirs.includes(command), command);
      assert.notEqual(nextSteps(topic).length, 0, topic);
    }
  });
});

describe('An error of a command', () => {
  it('is red only when something is wrong, not when there is nothing to show', () => {
    const severity = (exitCode: 1 | 2, topic: ErrorTopic | null): string =>
      errorSeverity({ exitCode, topic });
    assert.deepEqual(
      [severity(1, 'nothing'), severity(1, 'noRun'), severity(1, null), severity(2, 'config')],
      ['information', 'information', 'warning', 'error'],
    );
  });
});

describe('The title of a task in a quick pick', () => {
  it('is text: no icon, no code marks, one line', () => {
    assert.equal(pickText('Remove `a.ts`\n$(trash) now', 80), 'Remove a.ts \\$(trash) now');
  });
});
