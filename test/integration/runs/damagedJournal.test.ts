import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { runFolder } from '../../../src/adapters/store/runFolders.ts';
import { openProject } from '../../../src/app/openProject.ts';
import type { RunHandle } from '../../../src/app/project.ts';
import { followRun } from '../../../src/app/runs.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';
import { statusOf } from '../../support/statusOf.ts';
import { until } from '../../support/until.ts';

const event = (seq: number): string =>
  `${JSON.stringify({ seq, at: 1, generation: 1, type: 'runPaused' })}\n`;

describe('A run that is followed while its journal is damaged', () => {
  const run = '20261120-140000-auth';
  let repo: GitRepo;
  let handle: RunHandle;
  let journal: string;

  beforeEach(() => {
    repo = createGitRepo();
    const folder = runFolder(join(repo.folder, '.tutti'), run);
    ({ journal } = folder);
    mkdirSync(folder.folder, { recursive: true });
    writeFileSync(journal, event(1));
    writeFileSync(folder.status, JSON.stringify(statusOf([], { state: 'paused' })));
  });
  afterEach(async () => {
    await handle.dispose();
    repo.dispose();
  });

  it('has halted, and says which event it was', async () => {
    handle = await followRun(await openProject(repo.folder), run);
    let heard = 0;
    handle.onEvent(() => (heard += 1));
    await until(() => heard === 1, 'the first event');
    appendFileSync(journal, event(3) + event(4));
    await until(() => handle.status().state === 'halted', 'the end');
    assert.match(handle.status().reason ?? '', /journal\.ndjson is damaged at event 2/);
    assert.deepEqual([heard, (await handle.whenOver()).exitCode], [1, 1]);
  });

  it('can be followed though it was damaged before', async () => {
    writeFileSync(journal, event(2));
    handle = await followRun(await openProject(repo.folder), run);
    handle.onEvent(() => assert.fail('there is no event to tell'));
    assert.match(handle.status().reason ?? '', /is damaged at event 1/);
    await assert.rejects(handle.command({ type: 'pause' }), /is damaged at event 1/);
  });
});
