import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { AttemptRig } from '../../support/attemptRig.ts';

const source = fileURLToPath(new URL('../../../src/runner/', import.meta.url));

describe('the bundled runner', function () {
  this.timeout(60_000);
  let rig: AttemptRig;
  beforeEach(async () => {
    rig = await AttemptRig.create();
  });
  afterEach(() => rig.remove());

  it('hosts the bundled stand-in agent, and carries no library', async () => {
    const { metafile } = await build({
      entryPoints: { runner: join(source, 'main.ts'), scriptAgent: join(source, 'scriptAgent.ts') },
      outdir: rig.root,
      outExtension: { '.js': '.cjs' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      metafile: true,
    });
    assert.deepEqual(
      Object.keys(metafile.inputs).filter((input) => input.includes('node_modules')),
      [],
    );
    const folder = await rig.prepareScript([{ do: 'write', path: 'a.txt', text: 'a' }]);
    const child = spawn(process.execPath, [join(rig.root, 'runner.cjs'), folder], { stdio: 'ignore' });
    assert.deepEqual(await once(child, 'close'), [0, null]);
    assert.equal(rig.result(folder).outcome, 'finished');
    assert.equal(readFileSync(join(rig.worktree, 'a.txt'), 'utf8'), 'a');
  });
});
