import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';
import { eventually } from '../support/eventually.ts';
import { RunFiles } from '../support/runFiles.ts';
import type { TreeView } from '../support/treeView.ts';
import { useHost } from '../support/useHost.ts';

const plan = '# Auth\n\n- [ ] 1.1 Users table\n';
const config = JSON.stringify({ agent: 'script', verify: ['true'] });

function untilWelcome(view: TreeView, text: string): Promise<string> {
  return eventually(
    `the welcome "${text}"`,
    () => view.welcome(),
    (found) => found.includes(text),
  );
}

describe('What keeps a window from running anything', function () {
  this.timeout(300_000);
  const host = useHost();
  let repo: GitRepo;

  /** A folder that is no repository yet. */
  beforeEach(() => {
    repo = createGitRepo({ empty: true, name: 'shop' });
    rmSync(join(repo.folder, '.git'), { recursive: true });
  });
  afterEach(() => {
    repo.dispose();
  });

  it('is said where no folder is open, with the way to one', async () => {
    const workbench = await host.open(null);
    const view = await workbench.showView('Tutti', 'Plan');
    await untilWelcome(view, 'No folder is open.');
    assert.match(await view.welcome(), /Open Folder/);
    assert.equal(await workbench.statusBar.item('tutti.health'), null);
  });

  it('is said of a folder without git, which the button of the welcome makes a repository', async () => {
    const workbench = await host.open(repo.folder);
    const view = await workbench.showView('Tutti', 'Plan');
    await untilWelcome(view, 'This folder is no git repository');
    await view.clickWelcome('Initialize Repository');
    await untilWelcome(view, 'This repository has no commit yet');
  });

  it('is said above a plan, until there is a repository with a commit, made wherever', async () => {
    repo.write('plan.md', plan);
    repo.write('tutti.json', config);
    const workbench = await host.open(repo.folder);
    const view = await workbench.showView('Tutti', 'Plan');
    const message = (text: string) =>
      eventually(
        `"${text}" above the rows`,
        () => view.message(),
        (found) => (text === '' ? found === '' : found.includes(text)),
      );
    await message('is not in a git repository: initialize one and make a first commit.');
    await workbench.runCommand('Tutti: Run Plan');
    const toast = await workbench.notifications.waitFor('is not in a git repository');
    assert.deepEqual(toast.buttons, ['Initialize Repository', 'Check Surroundings']);
    repo.git('init', '--quiet');
    repo.git('config', 'user.name', 'Ada');
    repo.git('config', 'user.email', 'ada@example.com');
    await message('has no commit yet: make a first commit, tasks start from it.');
    await untilWelcome(workbench.view('Workers'), 'Open Source Control');
    repo.commit({});
    await message('');
    await workbench.runCommand('Tutti: Run Plan');
    await new RunFiles(repo.folder).untilState('done');
  });
});

describe('A repository without an agent', function () {
  this.timeout(300_000);
  const bin = join(tmpdir(), `tutti-bin-${String(process.pid)}`);
  const host = useHost({ env: { PATH: `/usr/bin:/bin:${bin}` } });
  let repo: GitRepo;

  beforeEach(() => {
    mkdirSync(bin);
    repo = createGitRepo();
  });
  afterEach(() => {
    rmSync(bin, { recursive: true });
    repo.dispose();
  });

  it('is said to have none until one was installed in a terminal', async () => {
    repo.commit({ 'plan.md': plan });
    const workbench = await host.open(repo.folder);
    const view = await workbench.showView('Tutti', 'Workers');
    await untilWelcome(view, 'No agent was found on this machine.');
    await workbench.runCommand('Terminal: Create New Terminal');
    writeFileSync(join(bin, 'claude'), '#!/bin/sh\n', { mode: 0o755 });
    await workbench.runCommand('Terminal: Kill All Terminals');
    await eventually(
      'the agent to be found',
      () => view.welcome(),
      (text) => !text.includes('No agent was found'),
    );
  });

  it('is said to have none, with the way to set one up', async () => {
    repo.commit({ 'plan.md': plan });
    const workbench = await host.open(repo.folder);
    await workbench.showView('Tutti', 'Workers');
    await untilWelcome(workbench.view('Workers'), 'No agent was found on this machine.');
    await workbench.runCommand('Tutti: Run Plan');
    const toast = await workbench.notifications.waitFor('Claude Code was not found');
    assert.deepEqual(toast.buttons, ['Set Up Agents', 'Open Configuration']);
    await workbench.notifications.click('Claude Code was not found', 'Set Up Agents');
    await workbench.quickInput.untilItem('Claude Code');
  });
});
