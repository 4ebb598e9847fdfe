import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { createServedDashboard, type ServedDashboard } from './support/servedDashboard.ts';

/** The page is the one that was built. */
describe('The page of tutti dashboard', function () {
  this.timeout(60_000);
  let served: ServedDashboard;

  beforeEach(async () => {
    served = await createServedDashboard();
  });

  afterEach(async () => {
    await served.dispose();
  });

  async function openTask(page: Page, id: string): Promise<void> {
    await page.locator('#tab-table').click();
    await page.locator(`tr[data-ref="plan/${id}"]`).click();
    await page.getByRole('grid').press('Enter');
    await page.locator('.drawer h2', { hasText: id }).waitFor();
  }

  it('gives each of two tabs the details that it asked for', async () => {
    served.go();
    assert.equal((await served.run().ended).code, 0);
    const address = await served.serve();
    const first = await served.tab(address);
    const second = await served.tab(address);
    await openTask(first, 'A1');
    await first.locator('.drawer', { hasText: 'a1.txt' }).waitFor();
    await openTask(second, 'A2');
    await second.locator('.drawer', { hasText: 'A2.txt' }).waitFor();
    await openTask(first, 'A2');
    await first.locator('.drawer', { hasText: 'A2.txt' }).waitFor();
    assert.deepEqual(served.problems, []);
  });
});
