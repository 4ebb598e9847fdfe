import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { tutti } from '../../support/commandLine.ts';
import { removeFolder } from '../../support/removeFolder.ts';

describe('The demo from the command line', function () {
  this.timeout(180_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-demo-test-'));
  });

  afterEach(() => {
    removeFolder(folder);
  });

  it('lands all of its tasks, a repaired gate and a resolved conflict among them, and shows the result', async () => {
    const { code, stdout, stderr } = await tutti(folder, ['demo', '--no-watch'], {
      TMPDIR: folder,
      HOME: folder,
    });
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /1\.2 gate failed: /);
    assert.match(stdout, /conflicts with 3\.[12]: src\/commands\.js/);
    assert.match(stdout, /^done: 13 of 13 tasks landed/m);
    assert.match(stdout, /^\* {3}[0-9a-f]+ Land /m);
    assert.match(stdout, /^The result is in .*invoice, on the branch tutti\/invoice\/integration\.$/m);
  });

  it('leaves nothing behind when its agent does not exist', async () => {
    const { code, stdout } = await tutti(folder, ['demo', '--agent', 'nobody'], { TMPDIR: folder });
    assert.deepEqual(
      [code, stdout, readdirSync(folder).filter((name) => name.startsWith('tutti-'))],
      [2, '', []],
    );
  });
});
