import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'mocha';
import { openProject } from '../../../src/app/openProject.ts';
import { renameTask } from '../../../src/app/renames.ts';
import { createPatientRig, type PatientRig } from '../../support/patientAgents.ts';

const plan = '# P\n\n- [ ] A1 One\n- [ ] A2 Two (depends: A1)\n';

describe('A task that a person has done by hand', function () {
  this.timeout(60_000);
  let rig: PatientRig;

  afterEach(() => {
    rig.dispose();
  });

  const states = (): readonly string[] =>
    rig.status().tasks.map(({ id, state, why }) => `${id} ${state}${why === null ? '' : `: ${why}`}`);

  /** A1 is marked; nothing else has happened. */
  async function marked(): Promise<void> {
    rig = createPatientRig(plan);
    const run = await rig.own();
    await rig.untilStarted(1);
    assert.ok((await run.command({ type: 'cancel', task: 'A1' })).ok);
    assert.ok((await run.command({ type: 'markDone', task: 'A1' })).ok);
    rig.finish();
    assert.equal((await run.whenOver()).exitCode, 0);
  }

  it('stays done in later runs, which start no agent on it', async () => {
    await marked();
    assert.deepEqual(states(), ['A1 landed: marked done by you', 'A2 landed']);
    assert.equal(rig.tutti(['run', 'plan.md']).code, 0);
    assert.deepEqual(states(), ['A1 landed: marked done by you', 'A2 landed: landed in an earlier run']);
    assert.deepEqual(rig.starts(), ['A1', 'A2']);
  });

  it('stays done under another id', async () => {
    await marked();
    const project = await openProject(rig.repo.folder);
    assert.ok((await renameTask(project, null, { plan: 'plan', from: 'A1', to: 'B1' })).ok);
    rig.repo.write('plan.md', plan.replaceAll('A1', 'B1'));
    assert.equal(rig.tutti(['run', 'plan.md']).code, 0);
    assert.deepEqual(rig.starts(), ['A1', 'A2']);
  });

  it('is to be done on another branch', async () => {
    await marked();
    assert.equal(rig.tutti(['run', 'plan.md', '--new']).code, 0);
    assert.deepEqual(rig.starts(), ['A1', 'A1', 'A2', 'A2']);
  });
});
