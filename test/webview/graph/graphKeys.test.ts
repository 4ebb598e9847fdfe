import { strict as assert } from 'node:assert';
import type { Page } from 'playwright-core';
import { shop } from '../../support/graph/graphViews.ts';
import { openGraphPage, toldBy } from './graphPage.ts';

describe('the graph by keyboard', () => {
  let page: Page;
  const active = (): Promise<string | null> =>
    page.evaluate(() => document.activeElement?.getAttribute('data-ref') ?? null);
  const press = async (...keys: readonly string[]): Promise<string | null> => {
    for (const key of keys) await page.keyboard.press(key);
    return active();
  };

  beforeEach(async () => {
    page = await openGraphPage(shop());
    await page.evaluate(() => {
      document.querySelector<SVGElement>('[role=treeitem][tabindex="0"]')?.focus();
    });
  });
  afterEach(() => page.context().close());

  it('has one tab stop, the first task', async () => {
    assert.equal(await active(), 'shop/1.1');
    assert.equal(await page.locator('[data-ref][tabindex="0"]').count(), 1);
    assert.equal(await press('Shift+Tab'), null);
  });

  it('follows edges to the right and to the left, and layers up and down', async () => {
    assert.equal(await press('ArrowRight'), 'shop/1.3');
    assert.equal(await press('ArrowUp'), 'shop/1.2');
    assert.equal(await press('ArrowDown', 'ArrowDown'), 'shop/1.4');
    assert.equal(await press('ArrowRight', 'ArrowRight'), 'shop/2.1');
    assert.equal(await press('ArrowLeft', 'ArrowLeft'), 'shop/1.3');
    assert.equal(await press('Home'), 'shop/1.1');
    assert.equal(await page.locator('[data-ref][tabindex="0"]').getAttribute('data-ref'), 'shop/1.1');
  });

  it('selects where it goes, and opens with Enter', async () => {
    await press('ArrowRight', 'Enter');
    assert.deepEqual(await toldBy(page).then(({ opened, selected }) => [opened, selected]), [
      ['shop/1.3'],
      ['shop/1.3'],
    ]);
    await press('Escape');
    assert.equal((await toldBy(page)).selected.at(-1), null);
  });

  it('opens the menu of the task once, with either key', async () => {
    await press('ArrowRight', 'Shift+F10', 'ContextMenu');
    const menu = JSON.stringify({ webviewSection: 'task', taskId: 'shop/1.3' });
    assert.deepEqual((await toldBy(page)).menus, [menu, menu]);
  });

  it('collapses a phase from its head, above its tasks, and opens it again', async () => {
    assert.equal(await press('ArrowUp'), 'shop/phase-1');
    assert.equal(await press('ArrowRight'), 'shop/phase-2');
    assert.equal(await press('Enter'), 'shop/phase-2');
    assert.equal(await page.locator('[data-ref="shop/2.1"]').count(), 0);
    const phase = page.locator('[data-ref="shop/phase-2"]');
    assert.equal(await phase.getAttribute('aria-expanded'), 'false');
    assert.equal(await phase.getAttribute('aria-label'), 'phase Pay, collapsed, 0 of 4 landed, 1 stuck');
    assert.equal(await press('Enter'), 'shop/phase-2');
    assert.equal(await page.locator('[data-ref="shop/2.1"]').count(), 1);
  });

  it('pans with Shift and the arrows, and zooms with plus, minus and 0', async () => {
    const zoomOf = (): Promise<number> => page.evaluate(() => window.host.told.looks.at(-1)?.zoom ?? 0);
    await press('+', '+', '+');
    await page.waitForFunction(() => (window.host.told.looks.at(-1)?.zoom ?? 0) > 1);
    const zoomed = await zoomOf();
    await press('Shift+ArrowRight', '-');
    await page.waitForFunction((before) => (window.host.told.looks.at(-1)?.zoom ?? before) < before, zoomed);
    await press('0');
    await page.waitForFunction(() => (window.host.told.looks.at(-1)?.zoom ?? 1) < 0.9);
    assert.equal(await active(), 'shop/1.1');
  });

  it('tells its look when a movement is over, not at every step of it', async () => {
    await page.waitForFunction(() => window.host.told.looks.length > 0);
    const before = (await toldBy(page)).looks.length;
    await page.clock.install();
    for (let step = 0; step < 5; step += 1) {
      await page.evaluate(() => {
        const wheel = new WheelEvent('wheel', { deltaX: 10, cancelable: true });
        document.querySelector('svg.tutti-canvas')?.dispatchEvent(wheel);
      });
      await page.clock.runFor(50);
    }
    assert.equal((await toldBy(page)).looks.length, before);
    await page.clock.runFor(500);
    assert.equal((await toldBy(page)).looks.length, before + 1);
  });

  it('brings what it goes to into the view', async () => {
    await page.locator('button', { hasText: '%' }).click();
    await page.evaluate(() => document.querySelector<SVGElement>('[data-ref][tabindex="0"]')?.focus());
    await press('End');
    const box = await page.locator(`[data-ref="${(await active()) ?? ''}"]`).boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.x + box.width <= 1_280);
  });

  it('tells a screen reader what a task is, how it is, and what it waits for', async () => {
    const labelOf = (ref: string): Promise<string | null> =>
      page.locator(`[data-ref="${ref}"]`).getAttribute('aria-label');
    assert.equal(
      await labelOf('shop/1.3'),
      '1.3 Read the price list, failed, claude, attempt 1, The gate failed: npm test',
    );
    assert.equal(await labelOf('shop/2.4'), '2.4 Refunds, pending, waits for 2.2, 2.3');
    assert.equal(
      await labelOf('shop/2.1'),
      '2.1 Total of a basket, stuck, claude, attempt 1, no output for 6 min',
    );
  });
});
