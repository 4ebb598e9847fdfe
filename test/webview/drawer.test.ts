import assert from 'node:assert/strict';
import { dashboardView, fixtureNow } from '../support/dashboardView.ts';
import type { DashboardPage, PageOptions } from './support/dashboardPage.ts';
import { useDashboard } from './support/useDashboard.ts';

describe('the drawer of a task', () => {
  const view = dashboardView(12);
  const { shown } = useDashboard();

  async function opened(place: number, options: PageOptions = {}): Promise<DashboardPage> {
    const open = await shown(view, { kept: { tab: 'table' }, ...options });
    await open.page.getByRole('grid').focus();
    for (let row = 0; row < place; row += 1) await open.page.keyboard.press('ArrowDown');
    await open.page.keyboard.press('Enter');
    return open;
  }

  const dimmed = (page: DashboardPage['page']): Promise<readonly (string | null)[]> =>
    page
      .locator('.tutti-node.tutti-dim [data-ref]')
      .evaluateAll((all) => all.map((item) => item.getAttribute('data-ref')));

  it('leads to what blocks its task in the graph, by keyboard, and back to all', async () => {
    const { page, kept } = await opened(4);
    const press = page.getByRole('button', { name: 'What blocks this' });
    for (let stops = 0; stops < 9 && !(await isFocused(press)); stops += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Graph', selected: true }).waitFor();
    const node = page.locator('.tutti-item[data-ref="auth/2.1"]');
    assert.equal(await isFocused(node), true);
    assert.equal((await dimmed(page)).includes('auth/2.1'), false);
    assert.ok((await dimmed(page)).includes('auth/2.2'));
    assert.equal((await dimmed(page)).includes('auth/1.1'), false);
    assert.match(await page.locator('.tutti-graph-focus').innerText(), /What blocks 2\.1/);

    await page.keyboard.press('Escape');
    assert.deepEqual(await dimmed(page), []);
    assert.equal(await page.locator('.tutti-graph-focus').isVisible(), false);
    await page.clock.runFor(500);
    assert.equal(((await kept()) as { look: { focus: unknown } }).look.focus, null);
  });

  it('leads to what its task unblocks, and "Show all" leads back', async () => {
    const { page } = await opened(4);
    await page.getByRole('button', { name: 'What this unblocks' }).click();
    assert.ok((await dimmed(page)).includes('auth/1.1'));
    assert.equal((await dimmed(page)).includes('auth/3.1'), false);
    await page.getByRole('button', { name: 'Show all' }).click();
    assert.deepEqual(await dimmed(page), []);
    assert.equal(await isFocused(page.locator('.tutti-item[data-ref="auth/2.1"]')), true);
  });

  it('leaves buttons and selections alone while its task goes on', async () => {
    const { page, send, sent } = await opened(0);
    const ref = 'auth/1.1';
    const card = { ...view.tasks[0]!, state: 'running', endedAt: null, why: null };
    const goOn = async (seq: number, tokens: number) => {
      await page.clock.runFor(2_000);
      const tasks = [{ ...card, tokens, doing: `step ${tokens}` }];
      await send({ type: 'patch', seq, now: fixtureNow + seq * 1_000, patch: { tasks } });
    };
    const detail = (...actions: readonly string[]) =>
      send({ type: 'detail', ref, detail: { ...nothingKnown, ref, branch: 'tutti/auth/1.1', actions } });
    await goOn(2, 100);
    await detail('skip', 'cancel');
    const drawer = page.locator('.drawer');
    const elapsed = () => drawer.locator('dt', { hasText: 'Elapsed' }).locator('+ dd').innerText();
    const before = await elapsed();

    await drawer.locator('dd', { hasText: 'tutti/auth/1.1' }).evaluate((value) => {
      getSelection()?.selectAllChildren(value);
    });
    await goOn(3, 200);
    assert.notEqual(await elapsed(), before);
    assert.match(await drawer.innerText(), /step 200/);
    assert.equal(await page.evaluate(() => String(getSelection())), 'tutti/auth/1.1');

    const box = await drawer.getByRole('button', { name: 'Cancel' }).boundingBox();
    await page.mouse.move(box!.x + 4, box!.y + 4);
    await page.mouse.down();
    await goOn(4, 300);
    await detail('retry', 'skip', 'cancel');
    await detail('skip', 'cancel');
    await page.mouse.up();
    assert.deepEqual((await sent()).at(-1), { type: 'act', action: 'cancel', ref, request: null });
  });

  it('answers the request that was shown, and no other', async () => {
    const { page, send, sent } = await opened(0);
    const ref = 'auth/1.1';
    const asks = (request: string, ...actions: readonly string[]) =>
      send({ type: 'detail', ref, detail: { ...nothingKnown, ref, request, actions } });
    await asks('r1', 'approve', 'deny');
    const approve = page.getByRole('button', { name: 'Approve' });
    const box = await approve.boundingBox();
    await page.mouse.move(box!.x + 4, box!.y + 4);
    await page.mouse.down();
    await asks('r2', 'approve', 'deny');
    await page.mouse.up();
    assert.equal(
      (await sent()).some(({ type }) => type === 'act'),
      false,
    );
    await approve.click();
    assert.deepEqual((await sent()).at(-1), { type: 'act', action: 'approve', ref, request: 'r2' });
    await asks('r3', 'answer');
    await page.getByRole('button', { name: 'Answer' }).click();
    assert.deepEqual((await sent()).at(-1), { type: 'act', action: 'answer', ref, request: 'r3' });
  });

  it('leads the focus from an action that is gone to its title', async () => {
    const { page, send } = await opened(0);
    const ref = 'auth/1.1';
    await send({ type: 'detail', ref, detail: { ...nothingKnown, ref, actions: ['skip', 'cancel'] } });
    const drawer = page.locator('.drawer');
    await drawer.getByRole('button', { name: 'Cancel' }).focus();
    await send({ type: 'detail', ref, detail: { ...nothingKnown, ref, actions: ['cancel'] } });
    assert.equal(await isFocused(drawer.getByRole('button', { name: 'Cancel' })), true);
    await send({ type: 'detail', ref, detail: { ...nothingKnown, ref, actions: ['skip'] } });
    assert.equal(await isFocused(drawer.locator('h2')), true);
  });
});

const nothingKnown = {
  attempts: [],
  gates: [],
  files: [],
  filesChanged: 0,
  activity: [],
  branch: null,
  worktree: null,
  request: null,
  actions: [],
};

function isFocused(locator: ReturnType<DashboardPage['page']['locator']>): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement);
}
