import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { runFolder } from '../../../src/adapters/store/runFolders.ts';
import { lookAtRuns } from '../../../src/app/watchRuns.ts';

describe('a look at the runs of a repository', () => {
  const run = '20261120-141500-auth';
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'tutti-look-'));
    mkdirSync(runFolder(state, run).folder, { recursive: true });
    writeFileSync(runFolder(state, run).journal, '');
  });
  afterEach(() => {
    rmSync(state, { recursive: true });
  });

  it('tells a run that goes on from one whose status is gone, or can not be read', () => {
    const { status } = runFolder(state, run);
    assert.deepEqual(lookAtRuns(state).latest, { run, left: false });
    mkdirSync(status);
    assert.deepEqual(lookAtRuns(state).latest, { run, left: false });
    rmSync(status, { recursive: true });
    writeFileSync(status, '{"schema":1,"state":"running","plans":[]}');
    assert.deepEqual(lookAtRuns(state).latest, { run, left: true });
  });
});
