import assert from 'node:assert/strict';
import { dashboardView } from '../support/dashboardView.ts';
import type { DashboardPage } from './support/dashboardPage.ts';
import { useDashboard } from './support/useDashboard.ts';

describe('the search among tasks', () => {
  const { shown } = useDashboard();

  async function searched(text: string, tab: string): Promise<DashboardPage> {
    const open = await shown(dashboardView(2_000), { kept: { tab } });
    await open.page.getByLabel('Filter by text').fill(text);
    return open;
  }

  const isInView = ({ page }: DashboardPage, ref: string): Promise<boolean> =>
    page.locator(`.tutti-item[data-ref="${ref}"]`).evaluate((item) => {
      const { left, right, top, bottom } = item.getBoundingClientRect();
      const view = item.closest('.tutti-graph')!.getBoundingClientRect();
      return left >= view.left && right <= view.right && top >= view.top && bottom <= view.bottom;
    });

  const selected = async ({ kept }: DashboardPage): Promise<string | null> =>
    ((await kept()) as { selected: string | null }).selected;

  it('brings hit after hit into the graph’s view with Enter, and back with Shift+Enter', async () => {
    const dashboard = await searched('auth/450.', 'graph');
    const { page } = dashboard;
    const seen: (string | null)[] = [];
    for (const key of ['Enter', 'Enter', 'Shift+Enter', 'Shift+Enter']) {
      await page.keyboard.press(key);
      await page.clock.runFor(100);
      const ref = await selected(dashboard);
      seen.push(ref);
      assert.equal(await isInView(dashboard, ref ?? ''), true);
    }
    assert.deepEqual(seen, ['auth/450.1', 'auth/450.2', 'auth/450.1', 'auth/450.4']);
    assert.equal(
      await page.getByLabel('Filter by text').evaluate((box) => box === document.activeElement),
      true,
    );
    assert.equal(await page.locator('[aria-live]').textContent(), '450.1');
  });

  it('brings the one hit back that was panned away', async () => {
    const dashboard = await searched('auth/450.3', 'graph');
    const { page } = dashboard;
    await page.keyboard.press('Enter');
    await page.clock.runFor(100);
    await page.mouse.move(640, 400);
    await page.mouse.wheel(-9_000, 0);
    await page.clock.runFor(100);
    await page.keyboard.press('Enter');
    await page.clock.runFor(100);
    assert.equal(await isInView(dashboard, 'auth/450.3'), true);
  });

  it('scrolls the table and the timeline to the hit', async () => {
    const { page } = await searched('', 'table');
    await page.keyboard.press('Shift+Enter');
    assert.equal(await page.locator('tr.active td').first().innerText(), '500.4');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('tr.active td').first().innerText(), '1.1');
    await page.locator('#tab-timeline').click();
    await page.getByLabel('Filter by text').focus();
    await page.keyboard.press('Shift+Enter');
    assert.match(await page.locator('.timeline-row.active').innerText(), /500\.4/);
  });
});
