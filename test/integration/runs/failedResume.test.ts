import { strict as assert } from 'node:assert';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createPatientRig, type PatientRig } from '../../support/patientAgents.ts';

const branch = 'refs/heads/tutti/plan/integration';

describe('A resume that git refuses', function () {
  this.timeout(60_000);
  let rig: PatientRig;

  beforeEach(() => {
    rig = createPatientRig('# P\n\n- [ ] A1 One\n- [ ] A2 Two (depends: A1)\n');
  });
  afterEach(() => {
    rig.dispose();
  });

  it('lets go of the repository and of the process: the next resume finds all as it was', async () => {
    rig.finish('A1');
    const run = await rig.own();
    await rig.untilStarted(2);
    await run.detach();
    const { folder } = rig.repo;
    const landed = rig.repo.git('rev-parse', branch).trim();
    const object = join(folder, '.git/objects', landed.slice(0, 2), landed.slice(2));
    rig.repo.git('update-ref', branch, 'HEAD');
    renameSync(object, `${object}.away`);
    const refused = rig.tutti(['resume']);
    assert.equal(refused.code, 1, refused.stderr);
    const { length } = rig.journal();
    assert.equal(rig.journal().at(-1)?.type, 'runDetached');

    renameSync(`${object}.away`, object);
    rig.repo.git('update-ref', branch, landed);
    rig.finish();
    const resumed = rig.tutti(['resume']);
    assert.equal(resumed.code, 0, resumed.stdout + resumed.stderr);
    assert.equal(rig.journal()[length]?.type, 'runResumed');
    assert.deepEqual(rig.starts(), ['A1', 'A2']);
  });
});
