import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { removeFolder } from '../../support/removeFolder.ts';
import { eventually } from '../support/eventually.ts';
import { createPlanWorkspace, type PlanWorkspace } from '../support/planWorkspace.ts';
import { RunFiles } from '../support/runFiles.ts';
import type { TreeView } from '../support/treeView.ts';
import { useHost } from '../support/useHost.ts';

const plan = '# Auth\n\n- [ ] 1.1 Users table (depends: none)\n- [ ] 1.2 Login (depends: 1.1)\n';

describe('Bad input in a window', function () {
  this.timeout(300_000);
  const host = useHost();
  let workspace: PlanWorkspace | null = null;

  afterEach(async () => {
    await workspace?.dispose();
    workspace = null;
  });

  function prepare(text = plan): PlanWorkspace {
    workspace = createPlanWorkspace(text, { config: { verify: ['true'] } });
    return workspace;
  }

  function untilMessage(view: TreeView, accept: (text: string) => boolean): Promise<string> {
    return eventually('the message above the rows', () => view.message(), accept);
  }

  it('tutti.json: says line and key, runs nothing, reads plans as before, and goes on once it is mended', async () => {
    const { open, repo: own } = prepare();
    const good = own.git('show', 'HEAD:tutti.json');
    own.write('tutti.json', '{ "agent": "script", "limts": {} }');
    const workbench = await host.open(open);
    const view = await workbench.showView('Tutti', 'Plan');
    await untilMessage(view, (text) => /tutti\.json:1:\d+.*limts.*limits/.test(text));
    await view.until('the tasks all the same', (rows) => rows.some(({ label }) => label.startsWith('1.2')));
    await workbench.runCommand('Tutti: Run Plan');
    await workbench.notifications.click('limts', 'Open Configuration');
    await eventually(
      'the file',
      () => workbench.editor.activeTab(),
      (tab) => tab.includes('tutti.json'),
    );
    assert.deepEqual(new RunFiles(open).runs(), []);
    own.write('tutti.json', good);
    await untilMessage(view, (text) => text === '');
    await workbench.runCommand('Tutti: Run Plan');
    await new RunFiles(open).untilState('done');
  });

  it('a setting: says which one, and whose', async () => {
    const { open, repo: own } = prepare();
    own.write('.vscode/settings.json', '{ "tutti.limits.run": "many" }');
    const workbench = await host.open(open);
    const view = await workbench.showView('Tutti', 'Plan');
    await untilMessage(view, (text) =>
      text.startsWith("The workspace setting tutti.limits.run can't be used: "),
    );
    await workbench.runCommand('Tutti: Run Plan');
    const toast = await workbench.notifications.waitFor('tutti.limits.run');
    assert.deepEqual([toast.severity, new RunFiles(open).runs()], ['error', []]);
    own.write('.vscode/settings.json', '{ "tutti.limits.run": 2 }');
    await untilMessage(view, (text) => text === '');
  });

  it('a plan with errors: opens at the first one when it shall run, and leads to all', async () => {
    const { open } = prepare(plan.replace('depends: 1.1', 'depends: 9.9'));
    const workbench = await host.open(open);
    await workbench.runCommand('Tutti: Run Plan');
    await workbench.notifications.click('plan.md:4: There is no task or phase "9.9"', 'Show Problems');
    await eventually(
      'the plan',
      () => workbench.editor.activeTab(),
      (tab) => tab.includes('plan.md'),
    );
    const problems = workbench.page.locator('.markers-panel .monaco-list-row', { hasText: '9.9' });
    await problems.first().waitFor();
    assert.deepEqual(new RunFiles(open).runs(), []);
  });

  it('an empty plan: is no plan yet, and says so when it shall run', async () => {
    const { open } = prepare('');
    const workbench = await host.open(open);
    await workbench.runCommand('Tutti: Run Plan');
    const toast = await workbench.notifications.waitFor('plan.md:1: ');
    assert.match(toast.text, /no task/i);
    assert.deepEqual(new RunFiles(open).runs(), []);
  });

  it('a plan of 6,000 lines: is shown and played like any other', async () => {
    const lines = Array.from({ length: 2_000 }, (_, index) => {
      const id = `${Math.floor(index / 100) + 1}.${(index % 100) + 1}`;
      return `- [${index < 1_999 ? 'x' : ' '}] ${id} Task ${id} (depends: none)\n\n  What it is about.\n`;
    });
    const { open } = prepare(`# Large\n\n${lines.join('')}`);
    const workbench = await host.open(open);
    const view = await workbench.showView('Tutti', 'Plan');
    await view.until('its first tasks', (rows) => rows[0]?.label.startsWith('1.1') === true);
    await workbench.editor.open('plan.md', 5_998);
    await workbench.runCommand('Tutti: Run Plan');
    const run = new RunFiles(open);
    await run.untilState('done');
    assert.equal(run.tasks().at(-1), '20.100 landed');
    await workbench.statusBar.until(
      'tutti.health',
      'the sum',
      (item) => item?.text.includes('2000/2000') ?? false,
    );
  });

  it('the state folder: halts the run when it is taken away, and nothing is lost that was committed', async () => {
    const made = prepare();
    made.scenario({ '1.2': [{ steps: [{ do: 'waitFor', path: made.door('1.2') }] }] });
    const workbench = await host.open(made.open);
    const view = await workbench.showView('Tutti', 'Plan');
    await workbench.runCommand('Tutti: Run Plan');
    await view.until('1.2 to run', (rows) =>
      rows.some(({ label, description }) => label.startsWith('1.2') && description.startsWith('running')),
    );
    removeFolder(join(made.open, '.tutti'));
    await workbench.runCommand('Tutti: Pause Run');
    await workbench.statusBar.until(
      'tutti.health',
      'a halt',
      (item) => item?.text.includes('Halted') ?? false,
    );
    await workbench.notifications.waitFor('.tutti');
    assert.match(made.repo.git('log', '--format=%s', 'tutti/plan/integration'), /^Land 1\.1/);
  });

  it('an integration branch that is checked out: is refused with the way out', async () => {
    const { open, repo: own } = prepare();
    own.git('checkout', '--quiet', '-b', 'tutti/plan/integration');
    const workbench = await host.open(open);
    await workbench.runCommand('Tutti: Run Plan');
    const toast = await workbench.notifications.waitFor('tutti/plan/integration is checked out in');
    assert.match(toast.text, /git switch/);
    assert.equal(own.git('status', '--porcelain', '--', 'plan.md'), '');
  });
});
