import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { eventually } from '../support/eventually.ts';
import { createPlanWorkspace, type PlanWorkspace } from '../support/planWorkspace.ts';
import { RunFiles } from '../support/runFiles.ts';
import type { TreeView } from '../support/treeView.ts';
import { useHost } from '../support/useHost.ts';
import type { Workbench } from '../support/workbench.ts';

const plan = `# Auth

- [ ] 1.1 Users table (depends: none)
- [ ] 1.2 Login (depends: 1.1)
- [ ] 1.3 Logout (depends: 1.1)
`;

describe('A plan that is edited while a window plays it', function () {
  this.timeout(300_000);
  const host = useHost();
  let workspace: PlanWorkspace;
  let run: RunFiles;
  let workbench: Workbench;
  let view: TreeView;

  async function start(): Promise<void> {
    workspace = createPlanWorkspace(plan, { config: { verify: ['true'] } });
    workspace.scenario({ '1.1': [{ steps: [{ do: 'waitFor', path: workspace.door('1.1') }] }] });
    run = new RunFiles(workspace.open);
    workbench = await host.open(workspace.open);
    await workbench.runCommand('Tutti: Run Plan');
    view = await workbench.showView('Tutti', 'Plan');
    await shows('1.1 Users table running', '1.2 Login pending', '1.3 Logout pending');
  }

  afterEach(async () => {
    await workspace.dispose();
  });

  /** All rows of tasks, each with its state. */
  async function shows(...expected: readonly string[]): Promise<void> {
    const read = async (): Promise<readonly string[]> =>
      (await view.rows())
        .filter(({ label }) => /^\d/.test(label))
        .map(({ label, description }) => `${label} ${description.split(' ')[0] ?? ''}`);
    const found = await eventually(
      'the rows',
      read,
      (rows) => [...rows].sort().join() === [...expected].sort().join(),
    );
    assert.deepEqual([...found].sort(), [...expected].sort());
  }

  function says(message: string): Promise<string> {
    return eventually(
      `"${message}" above the rows`,
      () => view.message(),
      (text) => text.includes(message),
    );
  }

  async function finish(...landed: readonly string[]): Promise<void> {
    workspace.unlock('1.1');
    await run.untilState('done');
    assert.deepEqual([...run.tasks()].sort(), landed);
  }

  it('takes new tasks in, drops those that have not started, and goes on with the others', async () => {
    await start();
    workspace.repo.write('plan.md', '# Auth\n\n- [ ] 1.2 Login (depends: none)\n- [ ] 1.4 Mail\n');
    await shows('1.1 Users table running', '1.2 Login landed', '1.4 Mail landed');
    const activity = await workbench.showView('Tutti', 'Activity');
    await activity.until('the decision', (rows) =>
      rows.some(({ label }) => /took in 1\.4; dropped 1\.3/.test(label)),
    );
    await finish('1.1 landed', '1.2 landed', '1.4 landed');
  });

  it('is played as it last was when an edit breaks it, which stands above its rows', async () => {
    await start();
    workspace.repo.write('plan.md', plan.replace('(depends: 1.1)\n- [ ] 1.3', '(depends: 9.9)\n- [ ] 1.3'));
    await says(
      'plan.md:4: There is no task or phase "9.9" in this plan. The run goes on with the last good plan.',
    );
    const activity = await workbench.showView('Tutti', 'Activity');
    await activity.until('the decision', (rows) =>
      rows.some(({ label }) => label.includes('kept the last good plan')),
    );
    workspace.repo.write('plan.md', plan);
    await eventually(
      'no message',
      () => view.message(),
      (text) => text === '',
    );
    await finish('1.1 landed', '1.2 landed', '1.3 landed');
  });

  it('goes by what is saved while there are unsaved changes', async () => {
    await start();
    await workbench.editor.open('plan.md', 5);
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.type('- [ ] 1.4 Mail (depends: none)');
    await says('plan.md has unsaved changes: the run goes by what is saved.');
    assert.deepEqual(run.tasks(), ['1.1 running', '1.2 pending', '1.3 pending']);
    await workbench.runCommand('File: Save');
    await run.untilTasks('1.4 to land', (tasks) => tasks.includes('1.4 landed'));
    await finish('1.1 landed', '1.2 landed', '1.3 landed', '1.4 landed');
  });

  it('goes on, and keeps its rows, when its file is renamed', async () => {
    await start();
    renameSync(join(workspace.open, 'plan.md'), join(workspace.open, 'later.md'));
    await says('plan.md is gone: the run goes on with the last good plan.');
    await shows('1.1 Users table running', '1.2 Login pending', '1.3 Logout pending');
    await view.clickUntil(
      '1.1',
      () => workbench.notifications.toasts(),
      (toasts) => toasts.some(({ text }) => text.includes('plan.md is gone: it was deleted or renamed.')),
    );
    await finish('1.1 landed', '1.2 landed', '1.3 landed');
  });
});
