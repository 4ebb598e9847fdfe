import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'mocha';
import { openProject } from '../../../src/app/openProject.ts';
import { renameTask } from '../../../src/app/renames.ts';
import { createPatientRig, type PatientRig } from '../../support/patientAgents.ts';
import { until } from '../../support/until.ts';

const plan = '# P\n\n- [ ] A1 One\n- [ ] A2 Two\n- [ ] A3 Three (depends: A1, A2)\n';

describe('A task that is given another id in the editor', function () {
  this.timeout(60_000);
  let rig: PatientRig;

  afterEach(() => {
    rig.dispose();
  });

  it('is neither dropped nor run again, in this run or in a later one', async () => {
    rig = createPatientRig(plan);
    const run = await rig.own();
    await rig.untilStarted(2);
    const project = await openProject(rig.repo.folder);
    const busy = await renameTask(project, run, { plan: 'plan', from: 'A2', to: 'B2' });
    assert.match(busy.ok ? '' : busy.reason, /A2 is running/);
    rig.finish('A1');
    const landed = (): boolean => run.status().tasks[0]?.state === 'landed';
    await until(landed, 'A1');
    assert.ok((await renameTask(project, run, { plan: 'plan', from: 'A1', to: 'B1' })).ok);
    rig.repo.write('plan.md', plan.replaceAll('A1', 'B1'));
    rig.finish();
    assert.equal((await run.whenOver()).exitCode, 0);
    assert.deepEqual(
      run.status().tasks.map(({ id, state }) => `${id} ${state}`),
      ['B1 landed', 'A2 landed', 'A3 landed'],
    );
    const again = rig.tutti(['run', 'plan.md']);
    assert.equal(again.code, 0, again.stderr);
    assert.deepEqual(rig.starts(), ['A1', 'A2', 'A3']);
  });

  it('is done itself, though another task has its old id since, and landed', async () => {
    rig = createPatientRig('# P\n\n- [ ] A1 One\n- [ ] A2 Two\n');
    rig.finish();
    assert.equal(rig.tutti(['run', 'plan.md', '--only', 'A1']).code, 0);
    const project = await openProject(rig.repo.folder);
    assert.ok((await renameTask(project, null, { plan: 'plan', from: 'A2', to: 'A3' })).ok);
    rig.repo.write('plan.md', '# P\n\n- [ ] A1 One\n- [ ] A2 Another\n- [ ] A3 Two\n');
    assert.equal(rig.tutti(['run', 'plan.md', '--only', 'A2']).code, 0);
    assert.equal(rig.tutti(['run', 'plan.md']).code, 0);
    assert.deepEqual(rig.starts(), ['A1', 'A2', 'A3']);
  });

  it('stays done by its new id, and its old id is free for a task that is to be done', async () => {
    rig = createPatientRig('# P\n\n- [ ] A1 One\n');
    rig.finish();
    assert.equal(rig.tutti(['run', 'plan.md']).code, 0);
    const project = await openProject(rig.repo.folder);
    for (const [from, to] of [
      ['A1', 'B1'],
      ['B1', 'C1'],
    ] as const)
      assert.ok((await renameTask(project, null, { plan: 'plan', from, to })).ok);
    rig.repo.write('plan.md', '# P\n\n- [ ] C1 One\n- [ ] B1 Two\n');
    assert.equal(rig.tutti(['run', 'plan.md']).code, 0);
    assert.deepEqual(rig.starts(), ['A1', 'B1']);
  });
});
