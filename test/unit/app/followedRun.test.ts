import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { prepareStateFolder, runFolder, type RunFolder } from '../../../src/adapters/store/runFolders.ts';
import { FollowedRun } from '../../../src/app/followedRun.ts';
import type { Project } from '../../../src/app/project.ts';
import { journalVersion } from '../../../src/core/engine/events.ts';
import { statusOf } from '../../support/statusOf.ts';

describe('A run that is followed', () => {
  const run = '20261120-141500-p';
  let root: string;
  let stateFolder: string;
  let folder: RunFolder;
  let followed: FollowedRun;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tutti-followed-'));
    stateFolder = join(root, '.tutti');
    prepareStateFolder(stateFolder);
    folder = runFolder(stateFolder, run);
    mkdirSync(folder.folder);
    writeFileSync(folder.journal, '');
  });

  afterEach(async () => {
    await followed.dispose();
    rmSync(root, { recursive: true });
  });

  function status() {
    followed = new FollowedRun({ root, stateFolder } as Project, run);
    followed.onEvent(() => undefined);
    return followed.status();
  }

  function writeNewerJournal(): void {
    const version = journalVersion + 1;
    const started = { seq: 1, at: 0, generation: 1, type: 'runStarted', version, run };
    writeFileSync(folder.journal, `${JSON.stringify(started)}\n`);
  }

  it('asks for patience while it has no status', () => {
    assert.throws(status, { name: 'UserError', message: /has no status yet: try again in a moment/ });
  });

  it('says that its journal is newer, whether or not it has a status', () => {
    writeNewerJournal();
    assert.throws(status, { name: 'UserError', message: /newer Tutti: update/ });
    writeFileSync(folder.status, JSON.stringify(statusOf([], { run })));
    assert.match(followed.status().reason ?? '', /newer Tutti: update/);
  });

  it('says that its status is of another version', () => {
    writeFileSync(folder.status, JSON.stringify({ ...statusOf([], { run }), schema: 2 }));
    assert.throws(status, { name: 'UserError', message: /The status of run .* another version of Tutti/ });
  });
});
