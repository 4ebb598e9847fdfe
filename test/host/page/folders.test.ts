import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { eventually } from '../support/eventually.ts';
import {
  createPlanWorkspace,
  type PlanWorkspace,
  type PlanWorkspaceOptions,
} from '../support/planWorkspace.ts';
import { RunFiles } from '../support/runFiles.ts';
import { useHost } from '../support/useHost.ts';

const plan = '# Auth\n\n- [ ] 1.1 Users table (depends: none)\n';

describe('Folders that are no repository of their own', function () {
  this.timeout(300_000);
  const host = useHost();
  const workspaces: PlanWorkspace[] = [];

  afterEach(async () => {
    for (const workspace of workspaces.splice(0)) await workspace.dispose();
  });

  function prepare(text = plan, options: PlanWorkspaceOptions = {}): PlanWorkspace {
    const workspace = createPlanWorkspace(text, { config: { verify: ['true'] }, ...options });
    workspaces.push(workspace);
    return workspace;
  }

  it('have a level of their own when there are several, and a run each', async () => {
    const shop = prepare(plan, { folderName: 'shop' });
    const tools = prepare(plan.replace('Auth', 'Build'), { folderName: 'tools' });
    for (const one of [shop, tools])
      one.scenario({ '1.1': [{ steps: [{ do: 'waitFor', path: one.door('1.1') }] }] });
    const file = join(shop.repo.root, 'both.code-workspace');
    const folders = [{ path: shop.open }, { path: tools.open }];
    writeFileSync(file, JSON.stringify({ folders, settings: {} }));
    const workbench = await host.open(file);
    const view = await workbench.showView('Tutti', 'Plan');
    const states = (...expected: readonly string[]) =>
      eventually(
        'the rows of both folders',
        async () =>
          (await view.rows()).map(({ level, label, description }) =>
            [level, label, description.split(' ')[0]].join(' ').trim(),
          ),
        (rows) => rows.join() === expected.join(),
      );
    await states(
      ...['1 shop', '2 Auth 0/1', '3 1.1 Users table ready'],
      ...['1 tools', '2 Build 0/1', '3 1.1 Users table ready'],
    );

    // A command that nobody told a folder asks; each folder has a run of its own.
    for (const title of ['Auth', 'Build']) {
      await workbench.runCommand('Tutti: Run Plan');
      await workbench.quickInput.tick(title);
      await workbench.quickInput.accept();
      await states(
        ...['1 shop', '2 Auth 0/1', '3 1.1 Users table running', '1 tools', '2 Build 0/1'],
        `3 1.1 Users table ${title === 'Auth' ? 'ready' : 'running'}`,
      );
    }
    await workbench.runCommand('Tutti: Pause Run');
    await workbench.quickInput.choose('tools');
    await new RunFiles(tools.open).untilState('paused');
    assert.equal(new RunFiles(shop.open).status()?.state, 'running');
    await eventually(
      'the message',
      () => view.message(),
      (text) => text === 'tools: Paused. What runs goes on, nothing new starts.',
    );
    shop.unlock('1.1');
    await states(
      ...['1 shop', '2 Auth 1/1', '3 1.1 Users table landed'],
      ...['1 tools', '2 Build 0/1', '3 1.1 Users table running'],
    );
  });

  it('are one where two are of the same repository', async () => {
    const workspace = prepare(plan, {
      files: { 'parts/app/plans/app.md': '# App\n\n- [ ] 2.1 Page\n' },
      tasks: { '1.1': [{ steps: [{ do: 'askPermission', tool: 'Bash', summary: 'npm install zod' }] }] },
    });
    const file = join(workspace.repo.root, 'both.code-workspace');
    const folders = [{ path: join(workspace.open, 'parts', 'app') }, { path: workspace.open }];
    writeFileSync(file, JSON.stringify({ folders, settings: {} }));
    const workbench = await host.open(file);
    const view = await workbench.showView('Tutti', 'Plan');
    const states = (...expected: readonly string[]) =>
      view.until(expected.join(', '), (rows) => {
        const shown = rows.map(({ level, label, description }) =>
          [level, label, description.split(' ')[0]].join(' '),
        );
        return shown.join() === expected.join();
      });
    await states('1 Auth 0/1', '1 App 0/1');
    await workbench.runCommand('Tutti: Run Plan');
    await workbench.quickInput.accept();
    await states('1 Auth 0/1', '1 App 1/1');
    await view.expand('App');
    await states('1 Auth 0/1', '1 App 1/1', '2 2.1 Page landed');
    await workbench.statusBar.until(
      'tutti.health',
      'what needs the user',
      (item) => item?.text.includes('1 needs you · 1/2') === true,
    );
    await workbench.notifications.click('needs an answer', 'Approve');
    await states('1 Auth 1/1', '1 App 1/1', '2 2.1 Page landed');
  });

  it('are played with the whole repository when one is a part of it', async () => {
    const workspace = prepare(plan, { files: { 'parts/app/plans/auth.md': plan } });
    const workbench = await host.open(join(workspace.open, 'parts', 'app'));
    const view = await workbench.showView('Tutti', 'Plan');
    await workbench.runCommand('Tutti: Run Plan');
    await view.until('1.1 to land', (rows) =>
      rows.some(({ label, description }) => label.startsWith('1.1') && description.startsWith('landed')),
    );
    const run = new RunFiles(workspace.open);
    await run.untilState('done');
    assert.deepEqual(
      run.status()?.plans.map(({ path }) => path),
      ['parts/app/plans/auth.md'],
    );
    assert.equal(existsSync(join(workspace.open, 'parts', 'app', '.tutti')), false);
  });

  it('run nothing when one is a worktree, and lead to the main workspace', async () => {
    const workspace = prepare();
    const worktree = join(workspace.repo.root, 'beside');
    workspace.repo.git('worktree', 'add', '--quiet', '-b', 'mine', worktree);
    const workbench = await host.open(worktree);
    const view = await workbench.showView('Tutti', 'Plan');
    const said = `This folder is a worktree of ${workspace.open}: plans are run there.`;
    await eventually(
      'the message',
      () => view.message(),
      (text) => text === said,
    );
    await workbench.runCommand('Tutti: Run Plan');
    await eventually(
      'the refusal',
      () => workbench.notifications.toasts(),
      (toasts) => toasts.some(({ severity, text }) => severity === 'error' && text.includes(said)),
    );
    assert.equal(existsSync(join(workspace.open, '.tutti', 'runs')), false);
    assert.equal(existsSync(join(worktree, '.tutti')), false);
    const main = await workbench.windowOpenedBy(() =>
      workbench.view('Workers').clickWelcome('Open Main Workspace'),
    );
    const mainView = await main.showView('Tutti', 'Plan');
    await mainView.until('its plan', (rows) => rows.some(({ label }) => label.startsWith('1.1')));
    assert.equal(await mainView.message(), '');
  });

  it('run nothing when one is the slot of a task', async () => {
    const workspace = prepare();
    workspace.scenario({ '1.1': [{ steps: [{ do: 'waitFor', path: workspace.door('1.1') }] }] });
    const workbench = await host.open(workspace.open);
    await workbench.runCommand('Tutti: Run Plan');
    const run = new RunFiles(workspace.open);
    await run.untilTasks('1.1 to run', (tasks) => tasks.includes('1.1 running'));
    const slot = run.status()?.tasks[0]?.worktree ?? '';
    const other = await workbench.openAnother({ open: slot });
    const view = await other.showView('Tutti', 'Plan');
    await eventually(
      'the message',
      () => view.message(),
      (text) => text === `This folder is a worktree of ${workspace.open}: plans are run there.`,
    );
    workspace.unlock('1.1');
    await run.untilState('done');
    assert.equal(run.runs().length, 1);
    assert.equal(existsSync(join(slot, '.tutti')), false);
  });
});
