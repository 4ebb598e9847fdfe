import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { eventually } from '../support/eventually.ts';
import { createPlanWorkspace, type PlanWorkspace } from '../support/planWorkspace.ts';
import { RunFiles } from '../support/runFiles.ts';
import { useHost } from '../support/useHost.ts';
import type { Workbench } from '../support/workbench.ts';

const plan = '# Auth\n\n- [ ] 1.1 Users table\n- [ ] 1.2 Login\n';

describe('terminals of agents', function () {
  this.timeout(300_000);
  const host = useHost();
  let workspace: PlanWorkspace;
  let run: RunFiles;

  beforeEach(() => {
    workspace = createPlanWorkspace(plan, { config: { verify: ['true'] } });
    const attempt = (id: string) => ({
      steps: [
        { do: 'say', text: `working on ${id}; see 1.2` },
        { do: 'waitFor', path: workspace.door('go') },
      ] as const,
    });
    workspace.scenario({ '1.1': [attempt('1.1')], '1.2': [attempt('1.2')] });
    run = new RunFiles(workspace.open);
  });
  afterEach(async () => {
    await workspace.dispose();
    host.server.set({ 'tutti.terminal.create': 'always', 'tutti.terminal.keepFinished': 3 });
  });

  async function start(folder = workspace.open): Promise<Workbench> {
    const workbench = await host.open(folder);
    await workbench.editor.open('plan.md', 3);
    await workbench.runCommand('Tutti: Run Plan');
    await eventually(
      'two agents',
      () => run.agentStarts(),
      (starts) => starts === 2,
    );
    return workbench;
  }

  async function show(workbench: Workbench, task: string): Promise<void> {
    await workbench.runCommand('Tutti: Show Terminal');
    await workbench.quickInput.choose(task);
    await workbench.terminals.waitForText(`working on ${task.slice(0, 3)}`);
  }

  it('are opened on demand only, when the setting says so, and attach', async () => {
    host.server.set({ 'tutti.terminal.create': 'onDemand' });
    const workbench = await start();
    assert.deepEqual(run.terminals(), []);
    await show(workbench, '1.2 Login');
    assert.deepEqual(await workbench.terminals.tabs(), ['1.2 Login (script #1)']);
    assert.equal(run.terminals().length, 1);
    workspace.unlock('go');
    await run.untilState('done');
    assert.equal(run.agentStarts(), 2);
  });

  it('are closed when their attempts are over and too many, but for the one that is looked at', async () => {
    host.server.set({ 'tutti.terminal.keepFinished': 0 });
    const workbench = await start();
    await show(workbench, '1.2 Login');
    workspace.unlock('go');
    await run.untilState('done');
    await eventually(
      'one terminal to be left',
      () => workbench.terminals.tabs(),
      (tabs) => tabs.join() === '1.2 Login (script #1)',
    );
    await workbench.terminals.waitForText('Press Enter to close');
    await show(workbench, '1.1 Users table');
    await eventually(
      'the transcript that is looked at now',
      () => workbench.terminals.tabs(),
      (tabs) => tabs.join() === '1.1 Users table (script #1)',
    );
  });

  it('can be made from the profile', async () => {
    const workbench = await start();
    await workbench.runCommand('Create New Terminal (With Profile)');
    await workbench.quickInput.choose('Tutti: Attach to Worker');
    await workbench.quickInput.choose('1.1 Users table (script #1)');
    await workbench.terminals.waitForText('working on 1.1');
    workspace.unlock('go');
    await run.untilState('done');
    assert.equal(run.agentStarts(), 2);
  });

  it('open for a folder behind a link as well', async () => {
    const link = join(workspace.repo.root, 'link');
    symlinkSync(workspace.open, link);
    const workbench = await start(link);
    await show(workbench, '1.1 Users table');
    assert.equal((await workbench.terminals.tabs()).length, 2);
    workspace.unlock('go');
    await run.untilState('done');
  });
});
