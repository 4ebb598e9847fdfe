import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { acquireLock } from '../../../src/adapters/store/lock.ts';
import { prepareStateFolder, runFolder } from '../../../src/adapters/store/runFolders.ts';
import { followLatest } from '../../../src/app/followLatest.ts';
import type { Project } from '../../../src/app/project.ts';
import { until } from '../../support/until.ts';

describe('The latest run of a repository', () => {
  const run = '20261120-141500-p';
  let root: string;
  let stateFolder: string;
  let shown: string[];

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tutti-latest-'));
    stateFolder = join(root, '.tutti');
    shown = [];
    prepareStateFolder(stateFolder);
    execFileSync('git', ['init', '--quiet', root]);
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function follow(plans: readonly string[]) {
    const project = { root, stateFolder, config: { plans, agents: {}, pools: {} } } as Project;
    return followLatest(project, {
      watched: true,
      showRun: (handle) => shown.push(handle.run),
      showPlans: (of, problem) => shown.push(`${of.plans.length} ${problem ?? ''}`),
    });
  }

  it('gives way to the first plans before there is one, which says how many there are', async () => {
    for (let number = 1; number <= 31; number += 1)
      writeFileSync(join(root, `${String(number)}.md`), '# Plan\n\n- [ ] 1 One\n');
    const following = follow(['*.md']);
    await until(() => shown.length > 0, 'the plans');
    assert.match(shown[0] ?? '', /^30 Of 31 plans the first 30 are shown/);
    following.dispose();
  });

  it('is shown once its journal is there, also when its owner named it before', async () => {
    const lock = acquireLock(stateFolder);
    assert.ok(lock.ok);
    lock.value.assign(run);
    const following = follow([]);
    await until(() => shown.length > 0, 'the plans');
    assert.match(shown[0] ?? '', /There is no journal/);
    mkdirSync(runFolder(stateFolder, run).folder);
    writeFileSync(runFolder(stateFolder, run).journal, '');
    await until(() => shown.includes(run), 'the run');
    following.dispose();
    lock.value.release();
  });
});
