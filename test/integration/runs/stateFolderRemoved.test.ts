import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createPatientRig, type PatientRig } from '../../support/patientAgents.ts';
import { removeFolder } from '../../support/removeFolder.ts';

describe('A state folder that is removed while a run goes on', function () {
  this.timeout(60_000);
  let rig: PatientRig;

  beforeEach(() => {
    rig = createPatientRig('# P\n\n- [ ] 1.1 One (depends: none)\n- [ ] 1.2 Two (depends: 1.1)\n');
  });
  afterEach(() => {
    rig.finish();
    rig.dispose();
  });

  it('halts the run though nothing of it moves, and what has landed stays', async () => {
    rig.finish('1.1');
    const run = await rig.own();
    await rig.untilStarted(2);
    await run.command({ type: 'pause' });
    removeFolder(join(rig.repo.folder, '.tutti'));
    const { status, exitCode } = await run.whenOver();
    assert.equal(status.state, 'halted');
    assert.match(status.reason ?? '', /was removed during the run: start anew.*; what has landed stays/);
    assert.notEqual(exitCode, 0);
    assert.match(rig.repo.git('log', '--format=%s', 'tutti/plan/integration'), /^Land 1\.1/);
  });
});
