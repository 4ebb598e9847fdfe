import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'mocha';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { eventually } from '../support/eventually.ts';
import { useHost } from '../support/useHost.ts';

describe('The commands that plans begin with', () => {
  // The demo makes its folder there.
  const temporary = mkdtempSync(join(tmpdir(), 'tutti-demos-'));
  const host = useHost({ env: { TMPDIR: temporary } });
  let repo: GitRepo;

  after(() => {
    removeFolder(temporary);
  });

  beforeEach(() => {
    repo = createGitRepo();
    repo.commit({ 'package.json': JSON.stringify({ scripts: { test: 'node --test' } }) });
  });
  afterEach(() => {
    repo.dispose();
  });

  const read = (path: string): string => {
    const file = join(repo.folder, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };

  it('make a plan from a template, under a name that is free, and open it', async () => {
    const workbench = await host.open(repo.folder);
    await workbench.runCommand('Tutti: New Plan…');
    await workbench.quickInput.choose('Feature in Phases');
    await eventually(
      'the name',
      () => workbench.quickInput.text(),
      (text) => text === 'feature',
    );
    await workbench.quickInput.type('log in');
    await workbench.quickInput.accept();
    const text = await eventually(
      'the plan',
      () => read('plans/log in.md'),
      (now) => now !== '',
    );
    assert.match(text, /^# Log in\n/);
    assert.match(text, /VERIFY 2: `npm test`/);
    await eventually(
      'its editor',
      () => workbench.editor.activeTab(),
      (tab) => tab === 'log in.md',
    );
    const plan = await workbench.showView('Tutti', 'Plan');
    await plan.until('its tasks', (rows) => rows.some(({ label }) => label.startsWith('2.2 ')));
  });

  it('look at the project, and write what is ticked', async () => {
    const workbench = await host.open(repo.folder);
    await workbench.runCommand('Tutti: Set Up Project…');
    await workbench.quickInput.tick('plans/example.md');
    await workbench.quickInput.accept();
    await eventually(
      'the configuration',
      () => read('tutti.json'),
      (text) => text.includes('"verify": ["npm test"]'),
    );
    assert.equal(read('plans/example.md'), '');
  });

  it('open a demo in a window of its own, ready to be run', async () => {
    const workbench = await host.open(repo.folder);
    const demo = await workbench.windowOpenedBy(() => workbench.runCommand('Tutti: Open Demo'));
    const plan = await demo.showView('Tutti', 'Plan');
    const rows = await plan.until('its tasks', (found) =>
      found.some(({ label }) => label.startsWith('1.3 ')),
    );
    assert.ok(rows.some(({ label }) => label === '1 Foundations'));
  });
});
