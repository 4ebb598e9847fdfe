import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunStateWord } from '../../../../src/shared/status.ts';
import { headline } from '../../../../src/vscode/views/headline.ts';
import type { PlanFlaw } from '../../../../src/vscode/views/windowModel.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';
import { authPath, folderModel, windowModel } from '../../../support/windowModelOf.ts';

const plan = '# Auth\n- [ ] 1.1 Table\n';

function messageOf(flaw: PlanFlaw, state: RunStateWord, path = authPath): string {
  const folder = folderModel({ [path]: plan }, { status: statusOf([taskRow({ id: '1.1' })], { state }) });
  const plans = folder.plans.map((one) => ({ ...one, flaw: () => flaw }));
  return headline(windowModel({ ...folder, plans })).message;
}

describe('What stands above the Plan view', () => {
  it('says why a run does not go by what is shown of its plan', () => {
    assert.equal(
      messageOf({ kind: 'broken', line: 4, message: 'There is no task "9.9".' }, 'running'),
      'plans/auth.md:4: There is no task "9.9". The run goes on with the last good plan.',
    );
    assert.equal(
      messageOf({ kind: 'gone' }, 'draining'),
      'Draining: what runs may land, nothing new starts. plans/auth.md is gone: the run goes on with the last good plan.',
    );
    assert.equal(
      messageOf({ kind: 'unsaved' }, 'running'),
      'plans/auth.md has unsaved changes: the run goes by what is saved.',
    );
  });

  it('says nothing of plans that no run plays', () => {
    assert.equal(messageOf({ kind: 'unsaved' }, 'done'), 'Done: 0 landed.');
    assert.equal(messageOf({ kind: 'unsaved' }, 'running', 'plans/other.md'), '');
  });

  it('says once that a person stopped a run', () => {
    const status = statusOf([taskRow({ id: '1.1' })], { state: 'stopped', reason: 'stopped by you' });
    const { message } = headline(windowModel(folderModel({ [authPath]: plan }, { status })));
    assert.equal(message, 'Stopped by you. It can be resumed.');
  });

  it('says how a run ended', () => {
    const tasks = [taskRow({ id: '1.1', state: 'landed' }), taskRow({ id: '1.2', state: 'failed' })];
    const ended = (state: RunStateWord, rows = tasks, costUsd = 8.2): string => {
      const totals = { tokens: 0, costUsd, etaAt: null };
      const status = statusOf(rows, { state, totals });
      return headline(windowModel(folderModel({ [authPath]: plan }, { status }))).message;
    };
    assert.equal(ended('failed'), 'Ended with failures: 1 landed, 1 failed, $8.20.');
    assert.equal(ended('done', tasks.slice(0, 1), 0), 'Done: 1 landed.');
  });

  it('says what is wrong with a folder, by its name when there are several', () => {
    const problem = 'tutti.json:1:3: expected a comma';
    const broken = folderModel({ 'plan.md': plan }, { problem });
    assert.equal(headline(windowModel(broken)).message, problem);
    const status = statusOf([taskRow({ id: '1.1' })]);
    const playing = folderModel({ [authPath]: plan }, { problem: 'One.\nTwo.', status });
    assert.equal(headline(windowModel(playing)).message, 'One. The run goes on as it was started.');
    const other = folderModel({ 'plan.md': plan }, { folder: 'file:///tools', name: 'tools' });
    assert.equal(headline(windowModel(broken, other)).message, `shop: ${problem}`);
  });
});
