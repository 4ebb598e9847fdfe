import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { acquireLock } from '../../../src/adapters/store/lock.ts';
import { prepareStateFolder, runFolder } from '../../../src/adapters/store/runFolders.ts';
import { watchRuns, type RunsSeen } from '../../../src/app/watchRuns.ts';
import { statusOf } from '../../support/statusOf.ts';
import { until } from '../../support/until.ts';

describe('Watching the runs of a repository', function () {
  this.timeout(60_000);
  let folder: string;
  let stop: () => void;
  const seen: RunsSeen[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-watch-'));
    seen.length = 0;
    stop = watchRuns({ stateFolder: join(folder, '.tutti') }, (now) => seen.push(now));
  });

  afterEach(() => {
    stop();
    rmSync(folder, { recursive: true });
  });

  it('says that there is nothing before anything was run', async () => {
    await until(() => seen.length > 0, 'the first look');
    assert.deepEqual(seen, [{ owner: null, latest: null }]);
  });

  it('tells of an owner, of the run that it plays, and of its end', async () => {
    const stateFolder = join(folder, '.tutti');
    prepareStateFolder(stateFolder);
    const lock = acquireLock(stateFolder);
    assert.ok(lock.ok);
    await until(() => seen.at(-1)?.owner?.isSelf === true, 'the owner');
    const { folder: run, journal, status } = runFolder(stateFolder, '20261120-141500-p');
    mkdirSync(run);
    writeFileSync(journal, '');
    writeFileSync(status, JSON.stringify(statusOf([], { state: 'running' })));
    lock.value.assign('20261120-141500-p');
    await until(() => seen.at(-1)?.owner?.run === '20261120-141500-p', 'the run');
    assert.deepEqual(seen.at(-1)?.latest, { run: '20261120-141500-p', left: false });
    lock.value.release();
    await until(() => seen.at(-1)?.owner === null, 'the end of the owner');
    assert.deepEqual(seen.at(-1)?.latest, { run: '20261120-141500-p', left: true });
  });
});
