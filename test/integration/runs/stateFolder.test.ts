import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createCliRig, type CliOutcome, type CliRig } from '../../support/cliRig.ts';
import { mountSmallDisk, type SmallDisk } from '../../support/smallDisk.ts';

describe('A state folder that can not be used', function () {
  this.timeout(120_000);
  let rig: CliRig;
  let disk: SmallDisk | null;
  let stateFolder: string;

  beforeEach(() => {
    rig = createCliRig({ 'plan.md': '# Plan\n\n- [ ] 1.1 One\n', 'tutti.json': '{ "agent": "script" }' });
    stateFolder = join(rig.repo.folder, '.tutti');
    disk = null;
  });

  afterEach(() => {
    disk?.dispose();
    rig.dispose();
  });

  /** Exit code 2 and one sentence. */
  function assertRefused({ code, stdout, stderr }: CliOutcome, message: RegExp): void {
    assert.match(stderr, message);
    assert.deepEqual([code, stdout, stderr.trim().split('\n').length], [2, '', 1], stderr);
  }

  it('refuses a run where a file is in its place, and changes no branch', () => {
    writeFileSync(stateFolder, 'mine');
    const refusal = /\.tutti can't be used: a file is where a folder belongs\. Move that file away\.$/m;
    assertRefused(rig.tutti(['run', 'plan.md']), refusal);
    assertRefused(rig.tutti(['clean', '--apply']), refusal);
    assert.equal(readFileSync(stateFolder, 'utf8'), 'mine');
    assert.equal(rig.repo.git('branch', '--list', 'tutti/*'), '');
  });

  it('refuses run and resume while the disk is full, and is still ignored by git afterwards', function () {
    disk = mountSmallDisk(stateFolder, 1_024);
    if (disk === null) return this.skip();
    disk.fill();
    assertRefused(rig.tutti(['run', 'plan.md']), /\.tutti can't be used: no space is left on its disk/);
    disk.empty();
    assert.equal(rig.tutti(['run', 'plan.md']).code, 0);
    assert.equal(rig.repo.git('status', '--porcelain'), '');
    disk.fill();
    assertRefused(rig.tutti(['resume']), /\.tutti\/lock can't be used: no space is left on its disk/);
  });

  it('refuses run and resume on a read-only file system', function () {
    disk = mountSmallDisk(stateFolder, 1_024);
    if (disk === null) return this.skip();
    assert.equal(rig.tutti(['run', 'plan.md']).code, 0);
    disk.makeReadOnly();
    assertRefused(rig.tutti(['run', 'plan.md']), /\.tutti\/lock can't be used: its file system is read-only/);
    assertRefused(rig.tutti(['resume']), /\.tutti\/lock can't be used: its file system is read-only/);
  });

  it('plays a run whose history can not be written, and says so once', () => {
    mkdirSync(join(stateFolder, 'history.ndjson'), { recursive: true });
    rig.repo.write('plan.md', '# Plan\n\n- [ ] 1.1 One\n- [ ] 1.2 Two\n');
    const { code, stdout, stderr } = rig.tutti(['run', 'plan.md']);
    assert.equal(code, 0, stderr);
    assert.equal(stdout.match(/left the history unwritten/g)?.length, 1, stdout);
  });

  it('ends a run whose report can not be written with its summary', () => {
    const one = { do: 'write', path: 'one.txt', text: 'one' } as const;
    const block = `for run in '${stateFolder}'/runs/*; do mkdir "$run/report.md"; done`;
    rig.scenario({ '1.1': [{ steps: [{ do: 'run', command: ['sh', '-c', block] }, one] }] });
    const { code, stdout, stderr } = rig.tutti(['run', 'plan.md']);
    assert.deepEqual([code, stderr.includes('bug')], [0, false], stderr);
    assert.match(stdout, /left the status and the report unwritten .*report\.md can't be used/);
    assert.match(stdout, /^done: 1 of 1 task landed/m);
  });

  it('halts a run that can not go on, and says so in its status', () => {
    rig.repo.write('tutti.json', '{ "agent": "script", "verify": ["true"] }');
    const block = `for run in '${stateFolder}'/runs/*; do : > "$run/gates"; done`;
    const one = { do: 'write', path: 'one.txt', text: 'one' } as const;
    rig.scenario({ '1.1': [{ steps: [{ do: 'run', command: ['sh', '-c', block] }, one] }] });
    const { code, stderr } = rig.tutti(['run', 'plan.md']);
    assert.deepEqual([code, stderr.includes('bug')], [1, false], stderr);
    const { state, reason } = rig.status();
    assert.equal(state, 'halted');
    assert.match(
      reason ?? '',
      /\/gates can't be used: something of that name is in the way\. Move it away\.$/,
    );
  });

  it('halts a run under which it was removed, with one sentence', () => {
    rig.scenario({ '1.1': [{ steps: [{ do: 'run', command: ['rm', '-rf', stateFolder] }] }] });
    const { code, stdout, stderr } = rig.tutti(['run', 'plan.md']);
    assert.deepEqual([code, stderr.includes('bug')], [1, false], stderr);
    assert.match(stdout, /run halted: .* was removed during the run: start anew/);
    assert.match(stdout, /^halted: 0 of 1 task landed/m);
  });
});
