import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { acquireLock, type RepositoryLock } from '../../../src/adapters/store/lock.ts';
import { runFolder } from '../../../src/adapters/store/runFolders.ts';
import { joinableRun } from '../../../src/app/joinableRun.ts';

describe('The run to join', () => {
  let stateFolder: string;
  let owner: RepositoryLock;

  beforeEach(() => {
    stateFolder = mkdtempSync(join(tmpdir(), 'tutti-joinable-'));
    const lock = acquireLock(stateFolder);
    assert.ok(lock.ok);
    owner = lock.value;
  });

  afterEach(() => {
    rmSync(stateFolder, { recursive: true });
  });

  function writeStatus(run: string): void {
    const { status } = runFolder(stateFolder, run);
    mkdirSync(dirname(status), { recursive: true });
    writeFileSync(status, '{}');
  }

  it('is waited for while its owner is still starting', async () => {
    writeStatus('20261120-140000-older');
    const looking = joinableRun({ stateFolder });
    owner.assign('20261120-141500-auth');
    writeStatus('20261120-141500-auth');
    assert.equal(await looking, '20261120-141500-auth');
  });

  it('is none when the owner lets go of the repository without one', async () => {
    const looking = joinableRun({ stateFolder });
    owner.release();
    assert.equal(await looking, null);
  });
});
