import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { openProject } from '../../../src/app/openProject.ts';
import type { RunHandle } from '../../../src/app/project.ts';
import { resumeRun, startRun } from '../../../src/app/runs.ts';
import { createCliRig, type CliRig } from '../../support/cliRig.ts';
import { until } from '../../support/until.ts';

const plan = '# P\n\n- [ ] A1 One\n- [ ] A2 Two\n- [ ] A3 Three (depends: A1, A2)\n';

/** Notes each of its starts outside of the worktrees, and goes on when it is told to. */
const agent = `#!/bin/sh
echo "$1" >> "$AGENT_FOLDER/starts"
while [ ! -e "$AGENT_FOLDER/go" ]; do sleep 0.05; done
echo work > "$1.txt"
`;

describe('A run that its owner lets go of', function () {
  this.timeout(60_000);
  let rig: CliRig;

  async function start(): Promise<RunHandle> {
    const file = join(rig.repo.root, 'agent.sh');
    writeFileSync(file, agent.replaceAll('$AGENT_FOLDER', rig.repo.root), { mode: 0o755 });
    const agents = { sh: { adapter: 'command', provider: 'local', command: [file, '{taskId}'] } };
    rig.repo.commit({ 'tutti.json': JSON.stringify({ agent: 'sh', agents }) });
    const project = await openProject(rig.repo.folder);
    return startRun(project, {
      plans: ['plan.md'],
      cwd: rig.repo.folder,
      agent: null,
      max: null,
      base: null,
      fresh: false,
      into: null,
      attended: true,
    });
  }

  function starts(): readonly string[] {
    const file = join(rig.repo.root, 'starts');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').sort() : [];
  }

  async function letGo(): Promise<RunHandle> {
    rig = createCliRig({ 'plan.md': plan });
    const handle = await start();
    await until(() => starts().length === 2, 'two agents');
    const before = performance.now();
    await handle.detach();
    assert.ok(performance.now() - before < 1_000, 'an editor that closes waits no longer');
    return handle;
  }

  function finish(): void {
    writeFileSync(join(rig.repo.root, 'go'), '');
  }

  afterEach(() => {
    rig.dispose();
  });

  it('is taken up by another process: each agent runs once', async () => {
    await letGo();
    finish();
    const resumed = rig.tutti(['resume']);
    assert.equal(resumed.code, 0, resumed.stdout + resumed.stderr);
    assert.deepEqual(starts(), ['A1', 'A2', 'A3']);
    const ends = rig.journal().filter(({ type }) => type === 'attemptEnded');
    assert.equal(ends.length, 3);
  });

  it('is over for who let go of it, and stopped for who looks', async () => {
    const handle = await letGo();
    const { status, exitCode } = await handle.whenOver();
    assert.deepEqual([status.state, exitCode], ['stopped', 130]);
    const shown = rig.tutti(['status']);
    assert.match(shown.stdout, /agents go on/);
    assert.match(rig.tutti(['run', 'plan.md']).stderr, /was let go of.*tutti resume --run/);
    finish();
    assert.equal(rig.tutti(['resume']).code, 0);
  });

  it('can be let go of and taken up again by the same process, paused as it was', async () => {
    rig = createCliRig({ 'plan.md': plan });
    const first = await start();
    await until(() => starts().length === 2, 'two agents');
    assert.deepEqual(await first.command({ type: 'pause' }), { ok: true, value: null });
    await first.detach();
    const project = await openProject(rig.repo.folder);
    const second = await resumeRun(project, { run: null, attended: true, asItWas: true });
    assert.equal(second.status().state, 'paused');
    await second.command({ type: 'unpause' });
    finish();
    assert.equal((await second.whenOver()).exitCode, 0);
    assert.deepEqual(starts(), ['A1', 'A2', 'A3']);
  });
});
