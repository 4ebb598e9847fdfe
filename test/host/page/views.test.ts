import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { ScenarioAttempt } from '../../../src/shared/scenario.ts';
import { eventually } from '../support/eventually.ts';
import { createPlanWorkspace, type PlanWorkspace } from '../support/planWorkspace.ts';
import { makeStandingRun } from '../support/standingRun.ts';
import type { TreeView } from '../support/treeView.ts';
import { useHost } from '../support/useHost.ts';
import type { Workbench } from '../support/workbench.ts';

/** Tasks that are independent of each other, below one heading. */
function planOf(...ids: readonly string[]): string {
  return `# Many\n\n## Phase 1: First\n\n- [ ] 1.1 Anchor (depends: none)\n\n## Phase 2: All at once\n\n${ids
    .map((id) => `- [ ] ${id} Task (depends: none)\n`)
    .join('')}`;
}

const twenty = Array.from({ length: 20 }, (_, index) => `2.${index + 1}`);

describe('The views', () => {
  const host = useHost();
  let workspace: PlanWorkspace | null = null;

  afterEach(async () => {
    await workspace?.dispose();
    workspace = null;
  });

  it('have a badge of what waits for a person, and none when nothing does', async () => {
    const run = makeStandingRun();
    workspace = run;
    const workbench = await host.open(run.open, { height: 1400 });
    const plan = await workbench.showView('Tutti', 'Plan');
    await plan.until('the tasks', (rows) => rows.some(({ label }) => label.startsWith('2.1')));
    await untilBadge(workbench, null);
    await workbench.runCommand('Tutti: Run Plan');
    await untilBadge(workbench, 2);
    await eventually(
      'the message',
      () => plan.message(),
      (text) => text === '2 tasks need you.',
    );
    await workbench.statusBar.until(
      'tutti.health',
      'a bell',
      (item) => item?.background === 'warning' && item.icons.join() === 'bell-dot',
    );
    for (const task of ['2.3', '3.1.1']) {
      await plan.chooseFromMenu(task, 'Cancel Task');
      await workbench.quickInput.choose(`Cancel task ${task}`);
    }
    await untilBadge(workbench, null);
  });

  it('keep selection and expansion over 100 changes of states', async () => {
    const made = createPlanWorkspace(planOf(...twenty), { config: { verify: ['true'], limits: { run: 4 } } });
    workspace = made;
    const wait: readonly ScenarioAttempt[] = [{ steps: [{ do: 'waitFor', path: made.door('anchor') }] }];
    made.scenario({ '1.1': wait });
    const workbench = await host.open(made.open, { height: 1400 });
    const plan = await workbench.showView('Tutti', 'Plan');
    await workbench.runCommand('Tutti: Run Plan');
    await plan.until('1.1 to run', (rows) => descriptionOf(rows, '1.1').startsWith('running'));
    await plan.expand('1.1');
    await plan.click('#1');
    // Twenty tasks, each at least ready, preparing, running, queued and landed.
    await workbench.statusBar.until('tutti.health', 'all others to land', (item) =>
      /^20\/21/.test(item?.text ?? ''),
    );
    const rows = await plan.rows();
    const anchor = rows.findIndex(({ label }) => label.startsWith('1.1'));
    assert.equal(rows[anchor]?.expanded, true);
    assert.deepEqual([rows[anchor + 1]?.label, rows[anchor + 1]?.selected], ['#1 script', true]);
    assert.equal(rows.filter(({ selected }) => selected).length, 1);
    made.unlock('anchor');
    await plan.until('1.1 to land', (now) => descriptionOf(now, '1.1').startsWith('landed'));
  });

  it('move queue entries by dragging, by Move Up and Move Down, and by their keys', async () => {
    const ids = ['2.1', '2.2', '2.3'];
    const made = createPlanWorkspace(planOf(...ids));
    workspace = made;
    const gate = `until test -e '${made.door('gate')}'; do sleep 0.1; done`;
    const agents = { script: { adapter: 'script', args: [`${made.repo.root}/scenario.json`] } };
    made.repo.commit({ 'tutti.json': JSON.stringify({ agent: 'script', agents, verify: [gate] }) });
    const workbench = await host.open(made.open);
    await workbench.runCommand('Tutti: Run Plan');
    const queue = await workbench.showView('Tutti', 'Merge Queue');
    const first = await order(queue, (now) => now.length === 4);
    await (await queue.row(first[3] ?? '')).dragTo(await queue.row(first[1] ?? ''));
    const dragged = [first[0], first[3], first[1], first[2]];
    await order(queue, (now) => now.join() === dragged.join());
    await queue.clickAction(first[3] ?? '', 'Move Down in Merge Queue');
    await order(queue, (now) => now.join() === [first[0], first[1], first[3], first[2]].join());
    await queue.clickAction(first[3] ?? '', 'Move Up in Merge Queue');
    await order(queue, (now) => now.join() === dragged.join());
    await workbench.showView('Tutti', 'Merge Queue');
    const { keyboard } = workbench.page;
    await keyboard.press('Home');
    await keyboard.press('ArrowDown');
    await keyboard.press('Alt+ArrowDown');
    await order(queue, (now) => now.join() === [first[0], first[1], first[3], first[2]].join());
    await keyboard.press('Alt+ArrowUp');
    await order(queue, (now) => now.join() === dragged.join());
    made.unlock('gate');
    await workbench.statusBar.until('tutti.health', 'all to land', (item) => /^4\/4/.test(item?.text ?? ''));
  });

  it('interrupt once for twenty tasks, and never again for what the user does not want', async () => {
    const made = createPlanWorkspace(planOf(...twenty), { config: { verify: ['true'] } });
    workspace = made;
    const workbench = await host.open(made.open);
    // Who looks at the plan sees that it is over.
    await workbench.runCommand('View: Show Explorer');
    await workbench.runCommand('Tutti: Run Plan');
    const toast = await workbench.notifications.waitFor('Run finished: 21 landed');
    assert.deepEqual(toast.buttons, ['Show Report', "Don't Show Again"]);
    assert.equal((await workbench.notifications.toasts()).length, 1);
    await workbench.notifications.click('Run finished', "Don't Show Again");
    await workbench.runCommand('Preferences: Open User Settings (JSON)');
    await eventually(
      'the setting to be written',
      () => workbench.editor.visibleLines(),
      (lines) => lines.join('').includes('"tutti.notifications.runEnded": false'),
    );
  });
});

async function untilBadge(workbench: Workbench, count: number | null): Promise<void> {
  await eventually(
    `the badge to be ${String(count)}`,
    () => workbench.badge('Tutti'),
    (badge) => badge === count,
  );
}

function descriptionOf(rows: Awaited<ReturnType<TreeView['rows']>>, id: string): string {
  return rows.find(({ label }) => label.startsWith(`${id} `))?.description ?? '';
}

/** Ids in the order of the queue, as soon as it is accepted. */
async function order(
  queue: TreeView,
  accept: (ids: readonly string[]) => boolean,
): Promise<readonly string[]> {
  const idsOf = (rows: Awaited<ReturnType<TreeView['rows']>>): readonly string[] =>
    rows.map(({ label }) => label.split(' ')[0] ?? '');
  return idsOf(await queue.until('that order', (rows) => accept(idsOf(rows))));
}
