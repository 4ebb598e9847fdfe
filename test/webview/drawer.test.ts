import assert from 'node:assert/strict';
import { dashboardView } from '../support/dashboardView.ts';
import { openDashboard, type DashboardPage, type PageOptions } from './support/dashboardPage.ts';

describe('the drawer of a task', () => {
  const view = dashboardView(12);
  let open: DashboardPage | null = null;

  async function opened(place: number, options: PageOptions = {}): Promise<DashboardPage> {
    open = await openDashboard({ kept: { tab: 'table' }, ...options });
    await open.snapshot(view);
    await open.page.getByRole('grid').focus();
    for (let row = 0; row < place; row += 1) await open.page.keyboard.press('ArrowDown');
    await open.page.keyboard.press('Enter');
    return open;
  }

  const dimmed = (page: DashboardPage['page']): Promise<readonly (string | null)[]> =>
    page
      .locator('.tutti-node.tutti-dim [data-ref]')
      .evaluateAll((all) => all.map((item) => item.getAttribute('data-ref')));

  afterEach(async () => {
    const problems = open?.problems ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(problems, []);
  });

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
});

function isFocused(locator: ReturnType<DashboardPage['page']['locator']>): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement);
}
