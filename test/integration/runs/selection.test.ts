import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createCliRig, type CliRig } from '../../support/cliRig.ts';

const plan = `# P

## Phase 1: First

- [ ] 1.1 One
- [ ] 1.2 Two

## Phase 2: Second

- [ ] 2.1 Three (depends: 1.1)
- [ ] 2.2 Four
`;

describe('A run of some tasks only', function () {
  this.timeout(60_000);
  let rig: CliRig;

  function states(): readonly string[] {
    return rig.status().tasks.map(({ id, state }) => `${id} ${state}`);
  }

  beforeEach(() => {
    rig = createCliRig({ 'plan.md': plan, 'tutti.json': JSON.stringify({ agent: 'script' }) });
  });

  afterEach(() => {
    rig.dispose();
  });

  it('is done with them and what they depend on, and takes the rest up later', () => {
    const some = rig.tutti(['run', 'plan.md', '--only', '2.1']);
    assert.equal(some.code, 0, some.stderr);
    assert.deepEqual(states(), ['1.1 landed', '1.2 pending', '2.1 landed', '2.2 pending']);
    assert.match(rig.tutti(['status', '1.2']).stdout, /not selected/);
    const more = rig.tutti(['resume', '--only', 'phase:1']);
    assert.equal(more.code, 0, more.stderr);
    assert.deepEqual(states(), ['1.1 landed', '1.2 landed', '2.1 landed', '2.2 pending']);
    const rest = rig.tutti(['run', 'plan.md']);
    assert.equal(rest.code, 0, rest.stderr);
    assert.ok(rig.status().tasks.every(({ state }) => state === 'landed'));
  });

  it('starts nothing for a task that is not there', () => {
    const wrong = rig.tutti(['run', 'plan.md', '--only', '9.9']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /Nothing was started: there is no task 9\.9/);
    assert.equal(rig.repo.git('branch', '--list', 'tutti/*'), '');
  });
});
