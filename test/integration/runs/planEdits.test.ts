import { strict as assert } from 'node:assert';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import type { RunHandle } from '../../../src/app/project.ts';
import { createPatientRig, type PatientRig } from '../../support/patientAgents.ts';
import { until } from '../../support/until.ts';

const phases = `# P

## Phase 1: First

- [ ] 1.1 One
- [ ] 1.2 Two

## Phase 2: Second

- [ ] 2.1 Three
- [ ] 2.2 Four
`;

describe('A plan that is edited while it runs', function () {
  this.timeout(60_000);
  let rig: PatientRig;
  let run: RunHandle;

  async function start(plan = phases): Promise<void> {
    rig = createPatientRig(plan);
    run = await rig.own();
    await rig.untilStarted(2);
  }

  function rows(): readonly string[] {
    return run.status().tasks.map(({ id, title, state }) => `${id} ${title}: ${state}`);
  }

  /** `task what (why)` */
  function decisions(): readonly string[] {
    const made: string[] = [];
    run.onEvent((event) => {
      if (event.type === 'decisionMade') made.push(`${event.task ?? '-'} ${event.what} (${event.why})`);
    })();
    return made;
  }

  async function finish(): Promise<void> {
    rig.finish();
    assert.equal((await run.whenOver()).exitCode, 0);
  }

  afterEach(async () => {
    try {
      await run.dispose();
    } finally {
      rig.dispose();
    }
  });

  it('takes new tasks in, drops those that have not started, and goes on with those that have', async () => {
    await start();
    const edited = phases
      .replace('- [ ] 1.2 Two\n', '')
      .replace('- [ ] 2.1 Three\n', '- [ ] 2.3 Five (depends: none)\n')
      .replace('Four', 'Fourth');
    rig.repo.write('plan.md', edited);
    await rig.untilStarted(3);
    assert.deepEqual(rows(), [
      '1.1 One: running',
      '1.2 Two: running',
      '2.3 Five: running',
      '2.2 Fourth: pending',
    ]);
    assert.deepEqual(decisions(), [
      '- took in 2.3; changed 2.2; dropped 2.1 (the file of plan plan was edited)',
      'plan/1.2 goes on, though the plan has it no more (it had started when the plan was edited)',
    ]);
    await finish();
    assert.deepEqual(rig.starts(), ['1.1', '1.2', '2.2', '2.3']);
    assert.ok(run.status().tasks.every(({ state }) => state === 'landed'));
  });

  it('keeps the last good plan when an edit breaks it, says so once, and takes up the repair', async () => {
    await start();
    rig.repo.write('plan.md', phases.replace('2.2 Four', '2.2 Four (depends: 9.9)'));
    await until(() => decisions().length > 0, 'the decision');
    assert.match(decisions()[0] ?? '', /^- kept the last good plan \(plan\.md:11:\d+: .*9\.9/);
    assert.equal(rows().length, 4);
    rig.repo.write('plan.md', phases.replace('2.2 Four', '2.2 Fourth'));
    await until(() => rows().includes('2.2 Fourth: pending'), 'the repair');
    assert.equal(decisions().length, 2);
    await finish();
  });

  it('takes an edit up once git can be asked again, and says once what was the matter', async () => {
    await start();
    const ref = join(rig.repo.folder, '.git/refs/heads/tutti/plan/integration');
    renameSync(ref, `${ref}.lock`);
    rig.repo.write('plan.md', phases.replace('2.2 Four', '2.2 Fourth'));
    await until(() => decisions().length > 0, 'the decision');
    assert.match(decisions()[0] ?? '', /^- kept the last good plan for now \(.*tutti\/plan\/integration/s);
    renameSync(`${ref}.lock`, ref);
    await until(() => rows().includes('2.2 Fourth: pending'), 'the edit');
    assert.equal(decisions().length, 2);
    await finish();
  });

  it('goes on with the last good plan when its file is deleted', async () => {
    await start();
    rmSync(join(rig.repo.folder, 'plan.md'));
    await until(() => decisions().length > 0, 'the decision');
    assert.deepEqual(decisions(), ['- went on with the last good plan (plan.md is gone)']);
    await finish();
    assert.deepEqual(rig.starts(), ['1.1', '1.2', '2.1', '2.2']);
  });

  it('knows tasks without an id of their own again, though their numbers have changed', async () => {
    await start('# P\n\n- [ ] Alpha\n- [ ] Beta\n');
    const before = rows();
    rig.repo.write('plan.md', '# P\n\n- [ ] Gamma\n- [ ] Alpha\n- [ ] Beta\n');
    await rig.untilStarted(3);
    assert.deepEqual([...rows()].sort().slice(0, 2), [...before].sort());
    assert.equal(rows()[0], '1.3 Gamma: running');
    await finish();
    assert.equal(new Set(rig.starts()).size, 3);
  });

  it('takes up what was edited while nobody played it', async () => {
    await start();
    await run.detach();
    rig.repo.write('plan.md', `${phases}- [ ] 2.3 Five\n`);
    rig.finish();
    const resumed = rig.tutti(['resume']);
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.deepEqual(rig.starts(), ['1.1', '1.2', '2.1', '2.2', '2.3']);
  });
});
