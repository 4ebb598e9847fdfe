import assert from 'node:assert/strict';
import { join } from 'node:path';
import { beforeEach, describe, it } from 'mocha';
import { joinPlayed } from '../../../src/app/joinPlayed.ts';
import type { RunOptions } from '../../../src/app/project.ts';
import { FakeRun } from '../../support/fakeRun.ts';
import { statusOf, taskRow } from '../../support/statusOf.ts';

describe('plans for the run that this process plays', () => {
  const root = join('/', 'repo');
  let run: FakeRun;
  beforeEach(() => {
    const tasks = [taskRow({ id: '1.1' }), taskRow({ id: '1.2', selected: false })];
    run = new FakeRun('r1', { owned: true, status: statusOf(tasks, { run: 'r1' }) });
  });

  function joined(plan: string, rest: Partial<RunOptions> = {}): Promise<boolean> {
    const terms = { agent: null, max: null, base: null, fresh: false, into: null, attended: true };
    return joinPlayed({ root }, run, { plans: [plan], cwd: root, ...terms, ...rest });
  }

  it('join it by their path in the repository', async () => {
    assert.equal(await joined('pay.md', { cwd: join(root, 'plans'), only: ['2.1'] }), true);
    assert.deepEqual(run.commands, [{ type: 'addPlan', path: 'plans/pay.md', only: ['2.1'] }]);
  });

  it('that it has get the tasks that were left out', async () => {
    await joined('plans/auth.md');
    await joined('plans/auth.md', { only: ['1.1'] });
    assert.deepEqual(run.commands, [
      { type: 'select', tasks: ['auth/1.2'] },
      { type: 'select', tasks: ['1.1'] },
    ]);
  });

  it('that it has as a whole are played already', async () => {
    run.say(statusOf([taskRow({ id: '1.1' })], { run: 'r1' }));
    assert.equal(await joined('plans/auth.md'), true);
    assert.deepEqual(run.commands, []);
  });

  it('are refused with its reason, and with terms of their own', async () => {
    run.refusal = 'there is no such file';
    await assert.rejects(
      joined('pay.md'),
      /Run r1 is played here already and did not take pay\.md: there is no/,
    );
    await assert.rejects(joined('pay.md', { max: 2 }), /take its options/);
  });

  it('find no run when it has ended meanwhile', async () => {
    run.refusal = 'the run is done';
    run.end();
    assert.equal(await joined('pay.md'), false);
  });
});
