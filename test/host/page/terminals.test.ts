import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { startTimeOf } from '../../../src/adapters/process/identity.ts';
import { eventually } from '../support/eventually.ts';
import { createPlanWorkspace, type PlanWorkspace } from '../support/planWorkspace.ts';
import { RunFiles } from '../support/runFiles.ts';
import { useHost } from '../support/useHost.ts';
import type { Workbench } from '../support/workbench.ts';

const plan = `# Auth

- [ ] 1.1 Users table
- [ ] 1.2 Login
- [ ] 1.3 Logout
- [ ] 2.1 Report (depends: 1.1, 1.2, 1.3)
`;
const ids = ['1.1', '1.2', '1.3'];
const tabsOfThree = ['1.1 Users table (keyed #1)', '1.2 Login (keyed #1)', '1.3 Logout (keyed #1)'];
const secret = 'tutti-secret-value-4711';

describe('agents in the terminals of a window', function () {
  this.timeout(300_000);
  const host = useHost();
  let workspace: PlanWorkspace;
  let run: RunFiles;
  let before: readonly string[];

  beforeEach(() => {
    workspace = createPlanWorkspace(plan, { config: { verify: ['true'], agent: 'keyed' } });
    const config = JSON.parse(readFileSync(join(workspace.open, 'tutti.json'), 'utf8')) as Config;
    const agents = { ...config.agents, keyed: { ...config.agents['script'], env: { API_KEY: secret } } };
    workspace.repo.commit({ 'tutti.json': JSON.stringify({ ...config, agents }, null, 2) });
    workspace.scenario(
      Object.fromEntries(
        ids.map((id) => [
          id,
          [
            {
              steps: [
                { do: 'say', text: `working on ${id}` },
                { do: 'waitFor', path: workspace.door(id) },
                { do: 'write', path: `${id}.txt`, text: id },
              ],
            },
          ],
        ]),
      ),
    );
    run = new RunFiles(workspace.open);
    before = [];
  });
  afterEach(async () => {
    await workspace.dispose();
  });

  /** Three agents at work, each in its terminal. */
  async function startThree(): Promise<Workbench> {
    const workbench = await host.open(workspace.open);
    await workbench.editor.open('plan.md', 3);
    await workbench.runCommand('Tutti: Run Plan');
    await eventually(
      'three agents',
      () => run.agentStarts(),
      (starts) => starts === 3,
    );
    before = Object.values(run.runners()).map(String);
    return workbench;
  }

  async function showTerminal(workbench: Workbench, task: string): Promise<void> {
    await workbench.runCommand('Tutti: Show Terminal');
    await workbench.quickInput.choose(task);
    await workbench.terminals.waitForText(`working on ${task.split(' ')[0] ?? ''}`);
  }

  async function finish(): Promise<void> {
    for (const id of ids) workspace.unlock(id);
    await run.untilState('done');
    assert.deepEqual(run.tasks(), ['1.1 landed', '1.2 landed', '1.3 landed', '2.1 landed']);
    assert.equal(run.agentStarts(), 4);
  }

  const pids = (): readonly string[] => Object.values(run.runners()).map(String);

  it('run in one each, which opens without taking the focus and shows when it is asked for', async () => {
    const workbench = await startThree();
    assert.equal(await workbench.focusedPart(), 'editor');
    assert.deepEqual(await workbench.terminals.tabs(), []);
    await showTerminal(workbench, '1.2 Login');
    assert.deepEqual(await workbench.terminals.tabs(), tabsOfThree);
    assert.equal(await workbench.focusedPart(), 'editor');
    assert.deepEqual(run.terminals().map(String).sort(), [...before].sort());
    await finish();
  });

  it('hear what is typed', async () => {
    workspace.scenario({ '1.1': [{ steps: [{ do: 'waitForMessage', path: 'heard' }] }] });
    const workbench = await host.open(workspace.open);
    await workbench.editor.open('plan.md', 3);
    await workbench.runCommand('Tutti: Run Plan');
    await run.untilTasks('1.1 to run', (tasks) => tasks.includes('1.1 running'));
    await workbench.runCommand('Tutti: Show Terminal');
    await workbench.quickInput.choose('1.1 Users table');
    await workbench.terminals.waitForText('session');
    await workbench.terminals.type('use bcrypt');
    await run.untilTasks('1.1 to land', (tasks) => tasks.includes('1.1 landed'));
    assert.equal(workspace.repo.git('show', 'tutti/plan/integration:heard'), 'use bcrypt');
  });

  it('go on over a reload with their pids, their terminals and no second start', async () => {
    const workbench = await startThree();
    await workbench.reload();
    const view = await workbench.showView('Tutti', 'Plan');
    await view.until(
      'its agents at work',
      (rows) => rows.filter(({ description }) => description.startsWith('running')).length === 3,
    );
    await workbench.runCommand('Tutti: Show Terminal');
    await workbench.quickInput.choose('1.3 Logout');
    await workbench.terminals.waitForText('working on 1.3');
    await eventually(
      'the restored terminals',
      () => workbench.terminals.tabs(),
      (tabs) => tabs.length === 3,
    );
    assert.deepEqual(await workbench.terminals.tabs(), tabsOfThree);
    assert.deepEqual(pids(), before);
    assert.deepEqual(run.tasks(), ['1.1 running', '1.2 running', '1.3 running', '2.1 pending']);
    await eventually(
      'no other terminal to show them',
      () => run.terminals().map(String).sort(),
      (shown) => isDeepStrictEqual(shown, [...before].sort()),
    );
    // Still, or again: the editor puts in front what was there before the reload.
    await workbench.terminals.waitForText('working on 1.3');
    await finish();
  });

  it('go on when the extension host is killed, and leave no frozen terminal', async () => {
    const workbench = await startThree();
    const owner = run.owner();
    host.server.killExtensionHosts();
    await eventually(
      'the run to have an owner again',
      () => run.owner(),
      (found) => found !== null && found !== owner && startTimeOf(found) !== null,
    );
    assert.deepEqual(pids(), before);
    await showTerminal(workbench, '1.1 Users table');
    assert.deepEqual(await workbench.terminals.tabs(), tabsOfThree);
    await finish();
    // All that are left answer: three of finished attempts, and they can be closed by a key.
    await workbench.terminals.show('Report');
    await workbench.terminals.waitForText('Press Enter to close');
  });

  it('outlive a closed window; the next one takes them up', async () => {
    const workbench = await startThree();
    const owner = run.owner();
    // Leaving the page ends a window in order, as closing it on the desktop does.
    await workbench.page.goto('about:blank');
    await eventually(
      'the run to be let go of',
      () => run.owner(),
      (found) => found !== owner,
    );
    const again = await host.open(workspace.open);
    await again.editor.open('plan.md', 3);
    await showTerminal(again, '1.2 Login');
    assert.deepEqual(pids(), before);
    await finish();
  });

  it('are started by no terminal that comes back after everything was ended', async () => {
    const workbench = await startThree();
    await workbench.reload();
    await host.server.restart();
    await workbench.reload();
    await run.untilTasks('the tasks to be tried again', (tasks) => tasks.includes('1.1 running'));
    // Interrupted, and started again by the run alone: once each.
    await eventually(
      'second attempts',
      () => run.agentStarts(),
      (starts) => starts === 6,
    );
    assert.equal(Object.keys(run.runners()).filter((attempt) => attempt.endsWith('/2')).length, 3);
    await workbench.runCommand('Tutti: Show Terminal');
    await workbench.quickInput.choose('1.1 Users table');
    await workbench.terminals.waitForText('working on 1.1');
    for (const id of ids) workspace.unlock(id);
    await run.untilState('done');
    assert.equal(run.agentStarts(), 7);
  });

  it('leave no secret where VS Code or the run keep things', async () => {
    const workbench = await startThree();
    await workbench.reload();
    await finish();
    const places = [host.server.home, join(host.server.home, '..', 'data'), join(workspace.open, '.tutti')];
    assert.deepEqual(
      places.flatMap((place) => filesWith(place, secret)),
      [],
    );
    await workbench.close();
  });
});

interface Config {
  readonly agents: Readonly<Record<string, object>>;
}

function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
    .filter((file) => readFileSync(file).includes(text));
}
