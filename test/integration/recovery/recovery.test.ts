import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { assertComplete } from '../../support/crashOutcome.ts';
import { createCrashRig, type CrashRig } from '../../support/crashRig.ts';

/** Events 3 to 33 and effects 2 to 40: preparing, running, committing, gating, landing, in both phases. */
const points = [
  ...[3, 6, 9, 12, 15, 18, 21, 25, 29, 33].map((event) => `event:${String(event)}`),
  ...[2, 6, 10, 14, 18, 22, 26, 30, 35, 40].map((step) => `step:${String(step)}`),
];

describe('A run whose command is killed with SIGKILL', function () {
  this.timeout(60_000);
  let rig: CrashRig;

  beforeEach(() => {
    rig = createCrashRig();
  });

  afterEach(() => {
    rig.dispose();
  });

  for (const point of points) {
    it(`at ${point} is taken up by resume: nothing twice, nothing lost`, () => {
      const crashed = rig.tutti(['run', 'plan.md', '--json'], { TUTTI_TEST_CRASH: point });
      assert.equal(crashed.code, null, `it was to be killed, but: ${crashed.stdout.slice(-2_000)}`);
      const resumed = rig.tutti(['resume', '--json']);
      assert.equal(resumed.code, 0, (resumed.stdout + resumed.stderr).slice(-2_000));
      assertComplete(rig);
    });
  }
});
