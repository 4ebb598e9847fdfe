import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { eventually } from '../support/eventually.ts';
import { createPlanWorkspace, type PlanWorkspace } from '../support/planWorkspace.ts';
import { projectFolder } from '../support/projectFolder.ts';
import { RunFiles } from '../support/runFiles.ts';
import type { TreeView } from '../support/treeView.ts';
import { useHost } from '../support/useHost.ts';
import type { Workbench } from '../support/workbench.ts';

const plan = '# Auth\n\n- [ ] 1.1 Users table\n- [ ] 1.2 Login (depends: 1.1)\n';
const program = join(projectFolder, 'dist', 'tutti.mjs');

describe('one run in several windows and command lines', function () {
  this.timeout(300_000);
  const host = useHost();
  let workspace: PlanWorkspace;
  let run: RunFiles;
  let commandLines: ChildProcess[];

  beforeEach(() => {
    workspace = createPlanWorkspace(plan, {
      config: { verify: ['true'] },
      // Spaces, umlauts and a sign that shells know.
      folderName: 'mein Täst & more',
    });
    workspace.scenario({
      '1.1': [
        {
          steps: [
            { do: 'say', text: 'working' },
            { do: 'waitFor', path: workspace.door('1.1') },
          ],
        },
      ],
    });
    run = new RunFiles(workspace.open);
    commandLines = [];
  });
  afterEach(async () => {
    for (const child of commandLines) child.kill('SIGKILL');
    await workspace.dispose();
  });

  function startCommandLine(...args: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [program, ...args], { cwd: workspace.open, stdio: 'ignore' });
    commandLines.push(child);
    return child;
  }

  function tutti(...args: readonly string[]): string {
    const options = { cwd: workspace.open, encoding: 'utf8', timeout: 60_000 } as const;
    return spawnSync(process.execPath, [program, ...args], options).stdout;
  }

  async function startInWindow(): Promise<Workbench> {
    const workbench = await host.open(workspace.open);
    await workbench.editor.open('plan.md', 3);
    await workbench.runCommand('Tutti: Run Plan');
    await run.untilTasks('1.1 to run', (tasks) => tasks.includes('1.1 running'));
    return workbench;
  }

  async function shows(view: TreeView, task: string, state: string): Promise<void> {
    await view.until(`${task} ${state}`, (rows) =>
      rows.some(({ label, description }) => label.startsWith(task) && description.startsWith(state)),
    );
  }

  it('is followed live by a second window, which steers it as well', async () => {
    const first = await startInWindow();
    const owner = run.owner();
    const second = await first.openAnother({ open: workspace.open });
    const view = await second.showView('Tutti', 'Plan');
    await shows(view, '1.1', 'running');
    await second.runCommand('Tutti: Pause Run');
    await run.untilState('paused');
    await second.runCommand('Tutti: Resume Run');
    await run.untilState('running');
    assert.equal(run.owner(), owner);
    workspace.unlock('1.1');
    await shows(view, '1.2', 'landed');
    assert.equal(run.runs().length, 1);
    assert.equal(run.agentStarts(), 2);
  });

  it('is taken up by the second window when the first one is closed', async () => {
    const first = await startInWindow();
    const owner = run.owner();
    const second = await first.openAnother({ open: workspace.open });
    const view = await second.showView('Tutti', 'Plan');
    await shows(view, '1.1', 'running');
    await first.page.goto('about:blank');
    await eventually(
      'another owner',
      () => run.owner(),
      (found) => found !== null && found !== owner,
    );
    workspace.unlock('1.1');
    await shows(view, '1.2', 'landed');
    assert.equal(run.agentStarts(), 2);
  });

  it('shows in a window when a command line plays it, and is steered there', async () => {
    const workbench = await host.open(workspace.open);
    const view = await workbench.showView('Tutti', 'Plan');
    await shows(view, '1.1', 'ready');
    const commandLine = startCommandLine('run', 'plan.md');
    await shows(view, '1.1', 'running');
    await workbench.runCommand('Tutti: Show Terminal');
    await workbench.quickInput.choose('1.1 Users table');
    await workbench.terminals.waitForText('working');
    await workbench.runCommand('Tutti: Pause Run');
    await run.untilState('paused');
    assert.equal(run.owner(), commandLine.pid);
    await workbench.runCommand('Tutti: Resume Run');
    workspace.unlock('1.1');
    await shows(view, '1.2', 'landed');
    if (commandLine.exitCode === null) await once(commandLine, 'exit');
    assert.equal(commandLine.exitCode, 0);
  });

  it('is steered by a command line when a window plays it', async () => {
    await startInWindow();
    assert.match(tutti('status'), /1\.1 +● running/);
    tutti('pause');
    await run.untilState('paused');
    tutti('resume');
    await run.untilState('running');
    workspace.unlock('1.1');
    await run.untilState('done');
    assert.deepEqual(run.tasks(), ['1.1 landed', '1.2 landed']);
  });

  it('is offered when its command line was killed', async () => {
    const workbench = await host.open(workspace.open);
    const view = await workbench.showView('Tutti', 'Plan');
    const commandLine = startCommandLine('run', 'plan.md');
    await shows(view, '1.1', 'running');
    commandLine.kill('SIGKILL');
    await workbench.notifications.click(
      'was interrupted: 0 of 2 landed, and 1 of its agents still work',
      'Resume',
    );
    await eventually(
      'the window to own the run',
      () => run.owner(),
      (owner) => owner !== null && owner !== commandLine.pid,
    );
    workspace.unlock('1.1');
    await run.untilState('done');
    assert.equal(run.agentStarts(), 2);
  });
});
