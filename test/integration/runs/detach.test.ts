import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openProject } from '../../../src/app/openProject.ts';
import type { RunHandle } from '../../../src/app/project.ts';
import { resumeRun } from '../../../src/app/runs.ts';
import { createPatientRig, type PatientRig } from '../../support/patientAgents.ts';

const plan = '# P\n\n- [ ] A1 One\n- [ ] A2 Two\n- [ ] A3 Three (depends: A1, A2)\n';

describe('A run that its owner lets go of', function () {
  this.timeout(60_000);
  let rig: PatientRig;

  async function letGo(): Promise<RunHandle> {
    const handle = await rig.own();
    await rig.untilStarted(2);
    const before = performance.now();
    await handle.detach();
    assert.ok(performance.now() - before < 10_000, 'an editor that closes waits no longer');
    return handle;
  }

  beforeEach(() => {
    rig = createPatientRig(plan);
  });

  afterEach(() => {
    rig.dispose();
  });

  it('is taken up by another process: each agent runs once', async () => {
    await letGo();
    rig.finish();
    const resumed = rig.tutti(['resume']);
    assert.equal(resumed.code, 0, resumed.stdout + resumed.stderr);
    assert.deepEqual(rig.starts(), ['A1', 'A2', 'A3']);
    const ends = rig.journal().filter(({ type }) => type === 'attemptEnded');
    assert.equal(ends.length, 3);
  });

  it('tells the last change before it is over', async () => {
    const handle = await rig.own();
    let told = 0;
    handle.onChange(() => (told = handle.status().plans[0]?.landed ?? 0));
    rig.finish();
    await handle.whenOver();
    assert.equal(told, 3);
  });

  it('is over for who let go of it, and stopped for who looks', async () => {
    const handle = await letGo();
    const { status, exitCode } = await handle.whenOver();
    assert.deepEqual([status.state, exitCode], ['stopped', 130]);
    assert.match(rig.tutti(['status']).stdout, /agents go on/);
    assert.match(rig.tutti(['run', 'plan.md']).stderr, /was let go of.*tutti resume --run/);
    rig.finish();
    assert.equal(rig.tutti(['resume']).code, 0);
  });

  it('can be let go of and taken up again by the same process, paused as it was', async () => {
    const first = await rig.own();
    await rig.untilStarted(2);
    assert.deepEqual(await first.command({ type: 'pause' }), { ok: true, value: null });
    await first.detach();
    const project = await openProject(rig.repo.folder);
    const second = await resumeRun(project, { run: null, attended: true, asItWas: true });
    assert.equal(second.status().state, 'paused');
    await second.command({ type: 'unpause' });
    rig.finish();
    assert.equal((await second.whenOver()).exitCode, 0);
    assert.deepEqual(rig.starts(), ['A1', 'A2', 'A3'], JSON.stringify(rig.journal(), null, 1));
  });
});
