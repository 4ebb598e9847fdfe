import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { createGitRepo } from '../../support/gitRepo.ts';
import {
  createPlanWorkspace,
  type PlanWorkspace,
  type PlanWorkspaceOptions,
} from '../support/planWorkspace.ts';
import { eventually } from '../support/eventually.ts';
import { useHost } from '../support/useHost.ts';
import type { Workbench } from '../support/workbench.ts';

const plan = `# Login

## Phase 1: Base

- [ ] 1.1 Users table (depends: none)
- [ ] 1.2 Hash passwords (depends: none)

## Phase 2: On top

- [ ] 2.1 Login endpoint (depends: 1.1, 1.2)
- [ ] 2.2 Log out (depends: 2.1)
`;

describe('The commands of a run', () => {
  const host = useHost();
  let workspace: PlanWorkspace | null = null;

  afterEach(async () => {
    await workspace?.dispose();
    workspace = null;
  });

  function prepare(options: PlanWorkspaceOptions = {}): PlanWorkspace {
    workspace = createPlanWorkspace(plan, options);
    return workspace;
  }

  it('run a plan from the palette until all of it has landed', async () => {
    const { open, repo } = prepare({ config: { verify: ['true'] } });
    const workbench = await host.open(open);
    const view = await workbench.showView('Tutti', 'Plan');
    await view.until('the tasks', (rows) => rows.some(({ label }) => label.startsWith('2.2')));
    await workbench.runCommand('Tutti: Run Plan');
    await untilAll(workbench, 'landed');
    const landed = repo.git('log', '--format=%s', '--merges', 'tutti/plan/integration');
    assert.equal(landed.trim().split('\n').length, 4);
  });

  it('play one task only with what it depends on', async () => {
    const { open } = prepare({ config: { verify: ['true'] } });
    const workbench = await host.open(open);
    await workbench.runCommand('Tutti: Run Task');
    await workbench.quickInput.choose('2.1 Login endpoint');
    const view = await workbench.showView('Tutti', 'Plan');
    await view.until('2.1 to land', (rows) => stateOf(rows, '2.1').startsWith('landed'));
    await workbench.runCommand('Tutti: Why Is This Waiting?');
    await workbench.quickInput.choose('2.2 Log out');
    const [headline] = await eventually(
      'the answer',
      async () => (await workbench.quickInput.items()).map(({ label }) => label),
      (labels) => labels.some((label) => label.startsWith('2.2 is left out')),
    );
    assert.equal(headline, '2.2 is left out of this run: Run Task takes it in.');
    await workbench.quickInput.choose('Run Task');
    await view.until('2.2 to land', (rows) => stateOf(rows, '2.2').startsWith('landed'));
  });

  it('play the row that has the focus in the Plan view, whatever is selected there or in an editor', async () => {
    const { open } = prepare({ config: { verify: ['true'] } });
    const workbench = await host.open(open);
    const { keyboard } = workbench.page;
    const view = await workbench.showView('Tutti', 'Plan');
    await view.clickUntil(
      '2.2',
      () => workbench.editor.activeTab(),
      (tab) => tab.includes('plan.md'),
    );
    await workbench.showView('Tutti', 'Plan');
    // Over 2.1 and Phase 2.
    for (let row = 0; row < 3; row += 1) await keyboard.press('ArrowUp');
    await keyboard.press('Control+Enter');
    await view.until('1.2 to land', (rows) => stateOf(rows, '1.2').startsWith('landed'));
    const others = (await view.rows()).filter(({ description }) => description.startsWith('landed'));
    assert.deepEqual(
      others.map(({ label }) => label),
      ['1.2 Hash passwords'],
    );
    assert.equal((await view.rows()).find(({ label }) => label.startsWith('2.2'))?.selected, true);

    for (let row = 0; row < 2; row += 1) await keyboard.press('ArrowUp');
    await keyboard.press('Control+Enter');
    await view.until('1.1 to land', (rows) => stateOf(rows, '1.1').startsWith('landed'));
    assert.doesNotMatch(stateOf(await view.rows(), '2.1'), /^landed|^running/);
  });

  it('stop only after a modal question that says what is kept', async () => {
    const made = prepare({ config: { verify: ['true'] } });
    made.scenario({ '1.1': [{ steps: [{ do: 'waitFor', path: made.door('go') }] }] });
    const workbench = await host.open(made.open);
    await workbench.runCommand('Tutti: Run Plan');
    const view = await workbench.showView('Tutti', 'Plan');
    await view.until('1.1 to run', (rows) => stateOf(rows, '1.1').startsWith('running'));
    await workbench.runCommand('Tutti: Stop Run…');
    const question = await workbench.dialog.read();
    assert.match(question.message, /^Stop the run \d{8}-\d{6}-plan\?$/);
    assert.match(
      question.detail,
      /agents? (is|are) at work .* kept on their branches, and Resume Run goes on/,
    );
    await workbench.dialog.click('Cancel');
    assert.match(stateOf(await view.rows(), '1.1'), /^running/);

    await workbench.runCommand('Tutti: Stop Run…');
    await workbench.dialog.click('Stop Run');
    await view.until('1.1 to be stopped', (rows) => stateOf(rows, '1.1').includes('stopped'));
    made.unlock('go');
    await workbench.runCommand('Tutti: Resume Run');
    await untilAll(workbench, 'landed');
  });

  it("raise a task's own budget, and go on with it beside the agents that are at work", async () => {
    const made = prepare({ config: { verify: ['true'], budget: { task: { usd: 1 } } } });
    const spend = { do: 'usage', inputTokens: 10, outputTokens: 10, costUsd: 2 } as const;
    const go = { do: 'waitFor', path: made.door('go') } as const;
    made.scenario({ '1.1': [{ steps: [spend, go] }, { steps: [spend] }], '1.2': [{ steps: [go] }] });
    const workbench = await host.open(made.open);
    await workbench.runCommand('Tutti: Run Plan');
    await workbench.notifications.click('1.1 has spent its budget', 'Raise Budget…');
    await eventually(
      'the present limit',
      () => workbench.quickInput.text(),
      (text) => text === '1',
    );
    await workbench.quickInput.type('5');
    await workbench.quickInput.accept();
    await workbench.notifications.waitFor('$5.00, by budget.task.usd in tutti.json');
    const view = await workbench.showView('Tutti', 'Plan');
    await view.until('1.1 to land', (rows) => stateOf(rows, '1.1').startsWith('landed'));
    assert.match(stateOf(await view.rows(), '1.2'), /^running/);
    made.unlock('go');
    await untilAll(workbench, 'landed');
  });

  it('answer a permission from the list of what needs somebody', async () => {
    const { open } = prepare({
      config: { verify: ['true'] },
      tasks: {
        '1.1': [
          {
            steps: [
              { do: 'askPermission', tool: 'Bash', summary: 'npm install left-pad' },
              { do: 'write', path: 'users.sql', text: 'x\n' },
            ],
          },
        ],
      },
    });
    const workbench = await host.open(open);
    await workbench.runCommand('Tutti: Run Plan');
    const view = await workbench.showView('Tutti', 'Plan');
    await view.until('1.1 to ask', (rows) => stateOf(rows, '1.1').startsWith('needs-you'));
    await workbench.runCommand('Tutti: Show What Needs You');
    await workbench.quickInput.choose('1.1 Users table');
    const offered = await eventually(
      'the answers',
      async () => (await workbench.quickInput.items()).map(({ label }) => label),
      (labels) => labels.includes('Approve'),
    );
    assert.deepEqual(offered.slice(-4), ['Approve', 'Approve for This Run', 'Deny', 'Show Terminal']);
    await workbench.quickInput.choose('Approve');
    await untilAll(workbench, 'landed');
  });

  it('say why a task waits, and go on to what it waits for', async () => {
    const made = prepare({ config: { verify: ['true'] } });
    made.scenario({ '1.1': [{ steps: [{ do: 'waitFor', path: made.door('go') }] }] });
    const workbench = await host.open(made.open);
    await workbench.runCommand('Tutti: Run Plan');
    const view = await workbench.showView('Tutti', 'Plan');
    await view.until('1.2 to land', (rows) => stateOf(rows, '1.2').startsWith('landed'));
    await workbench.runCommand('Tutti: Why Is This Waiting?');
    await workbench.quickInput.choose('2.2 Log out');
    const labels = async (): Promise<readonly string[]> =>
      (await workbench.quickInput.items()).map(({ label }) => label);
    const answer = await eventually(
      'the answer',
      labels,
      ([first]) => first?.startsWith('2.2 waits') ?? false,
    );
    assert.deepEqual(answer.slice(0, 3), [
      '2.2 waits for 2.1 (pending).',
      '2.1 Login endpoint',
      '1.1 Users table',
    ]);
    await workbench.quickInput.choose('1.1 Users table');
    await eventually(
      'what runs',
      labels,
      ([first]) => first?.startsWith('1.1 waits for nothing: script') ?? false,
    );
    made.unlock('go');
    await eventually(
      'the answer to change',
      labels,
      ([first]) => first?.startsWith('1.1 has landed') ?? false,
    );
    await workbench.quickInput.cancel();
    await untilAll(workbench, 'landed');
  });

  it('offer to start beside an earlier result that does not hold what is checked out now', async () => {
    const { open, repo } = prepare({ config: { verify: ['true'] } });
    const workbench = await host.open(open);
    await workbench.runCommand('Tutti: Run Plan');
    await untilAll(workbench, 'landed');
    const landed = repo.git('rev-parse', 'tutti/plan/integration');
    repo.commit({ 'by-hand.txt': 'mine\n' });
    await workbench.runCommand('Tutti: Run Plan');
    await workbench.notifications.click('Everything in plan.md has landed', 'Run Plan with Options…');
    await workbench.quickInput.tick('Start Beside an Earlier Result');
    await workbench.quickInput.accept();
    await eventually(
      'the second result',
      () => repo.git('branch', '--list', 'tutti/plan*/integration').trim().split(/\s+/),
      (branches) => branches.length === 2,
    );
    assert.equal(repo.git('rev-parse', 'tutti/plan/integration'), landed);
    await untilAll(workbench, 'landed');
  });

  it('ask once what the gate is where nothing is configured', async () => {
    const repo = createGitRepo();
    repo.commit({ 'plan.md': plan, 'package.json': JSON.stringify({ scripts: { test: 'true' } }) });
    // An agent has to be there before a gate is asked for.
    host.server.set({ 'tutti.agent': 'script' });
    const workbench = await host.open(repo.folder);
    await workbench.runCommand('Tutti: Run Plan');
    const items = await eventually(
      'the question',
      async () => (await workbench.quickInput.items()).map(({ label }) => label),
      (labels) => labels.length === 2,
    );
    assert.deepEqual(items, ['Verify Each Task with npm test', 'Run without a Gate']);
    await workbench.quickInput.cancel();
    assert.equal(existsSync(join(repo.folder, '.tutti')), false);
    repo.dispose();
  });

  it('say what to do when an agent is not there', async () => {
    const agents = { mine: { adapter: 'command', command: ['no-such-agent'] } };
    const { open } = prepare({ config: { agent: 'mine', agents, verify: ['true'] } });
    const workbench = await host.open(open);
    await workbench.runCommand('Tutti: Run Plan');
    const toast = await workbench.notifications.waitFor('no-such-agent, which was not found');
    assert.deepEqual(toast.buttons, ['Open Configuration']);
  });
});

function stateOf(
  rows: readonly { readonly label: string; readonly description: string }[],
  id: string,
): string {
  return rows.find(({ label }) => label.startsWith(`${id} `))?.description ?? '';
}

async function untilAll(workbench: Workbench, state: string): Promise<void> {
  const view = await workbench.showView('Tutti', 'Plan');
  await view.until(`all tasks to be ${state}`, (rows) =>
    ['1.1', '1.2', '2.1', '2.2'].every((id) => stateOf(rows, id).startsWith(state)),
  );
}
