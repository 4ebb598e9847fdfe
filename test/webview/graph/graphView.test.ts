import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { StructureView, TaskCard } from '../../../src/shared/dashboard/view.ts';
import { card, shop, structureOf } from '../../support/graph/graphViews.ts';
import { randomLayers } from '../../support/graph/randomGraphs.ts';
import { openGraphPage, toldBy, type GraphPageOptions } from './graphPage.ts';

describe('the graph', () => {
  let page: Page;
  const open = async (
    shown: { readonly structure: StructureView; readonly tasks: readonly TaskCard[] },
    options: GraphPageOptions = {},
  ): Promise<void> => {
    page = await openGraphPage(shown, options);
  };
  const node = (ref: string) => page.locator(`[data-ref="${ref}"]`);
  const textsOf = (ref: string): Promise<readonly string[]> =>
    node(ref).locator('..').locator('text').allTextContents();
  /** By a clock that is installed already. */
  const lookAfter = async (act: () => Promise<unknown>) => {
    await act();
    await page.clock.runFor(500);
    return (await toldBy(page)).looks.at(-1)!;
  };

  afterEach(() => page.context().close());

  it('shows id, title, state, agent, elapsed time and what a task waits for', async () => {
    await open(shop());
    assert.deepEqual(await textsOf('shop/1.3'), [
      ...['1.3', 'Read the price list', 'failed · claude', '3m02s', 'The gate failed: npm test'],
    ]);
    assert.deepEqual(await textsOf('shop/2.4'), ['2.4', 'Refunds', 'pending', '', 'waits for 2.2, 2.3']);
    assert.match((await textsOf('shop/1.2'))[1] ?? '', /^Table of orders.*…$/);
    assert.equal(
      await node('shop/1.2').locator('title').textContent(),
      '1.2 Table of orders and their history over the years',
    );
  });

  it('highlights the critical path, and another one when more is known', async () => {
    const structure = structureOf({ One: { 1.1: [], 1.2: ['1.1'], 1.3: ['1.1'] } });
    const [first, second, third] = structure.nodes.map(({ ref }) => ref) as [string, string, string];
    const shown = { ...structure, criticalPath: [first, second] };
    await open({ structure: shown, tasks: structure.nodes.map(({ ref }) => card(ref)) });
    const highlighted = () =>
      page
        .locator('.tutti-critical [data-ref]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-ref')));
    assert.deepEqual(await highlighted(), [first, second]);
    await page.evaluate((path) => window.host.graph.criticalPath(path), [first, third]);
    assert.deepEqual(await highlighted(), [first, third]);
  });

  it('touches the changed task alone, and moves nothing', async () => {
    await open(shop());
    const touched = await page.evaluate(
      (changed) => {
        const nodes = [...document.querySelectorAll('.tutti-node')];
        const before = nodes.map((one) => one.getAttribute('transform'));
        const observer = new MutationObserver(() => undefined);
        observer.observe(document.querySelector('svg')!, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
        window.host.graph.update([changed]);
        const refs = observer
          .takeRecords()
          .map(({ target }) =>
            (target instanceof Element ? target : target.parentElement)
              ?.closest('.tutti-node')
              ?.querySelector('[data-ref]')
              ?.getAttribute('data-ref'),
          );
        const hasMoved = nodes.some((one, index) => one.getAttribute('transform') !== before[index]);
        return { refs: [...new Set(refs)], hasMoved };
      },
      card('shop/2.2', { state: 'running', agent: 'codex', attempt: 1, startedAt: 1_000_000 }),
    );
    assert.deepEqual(touched, { refs: ['shop/2.2'], hasMoved: false });
    assert.equal((await textsOf('shop/2.2'))[2], 'running · codex');
  });

  it('counts the elapsed time at each tick', async () => {
    await open(shop());
    await page.evaluate(() => {
      window.host.now += 60_000;
      window.host.graph.tick();
    });
    assert.equal((await textsOf('shop/1.2'))[3], '4m12s');
    assert.equal((await textsOf('shop/1.3'))[3], '3m02s', 'it is over');
  });

  it('zooms about the pointer, by buttons and to fit, and pans by wheel and drag', async () => {
    await open(shop());
    await page.clock.install();
    await page.mouse.move(300, 300);
    await page.keyboard.down('Control');
    const zoomed = await lookAfter(() => page.mouse.wheel(0, -200));
    await page.keyboard.up('Control');
    const full = await lookAfter(() => page.getByRole('button', { name: /zoom to 100 %/ }).click());
    assert.ok(zoomed.zoom > 1 && full.zoom === 1);
    await page.mouse.move(600, 700);
    const wheeled = await lookAfter(() => page.mouse.wheel(50, 0));
    assert.equal(Math.round(wheeled.x - full.x), 50);
    await page.mouse.down();
    await page.mouse.move(620, 700);
    const dragged = await lookAfter(() => page.mouse.move(500, 700));
    await page.mouse.up();
    assert.ok(dragged.x > wheeled.x + 80);
    assert.deepEqual((await toldBy(page)).selected, [], 'a drag is no click');
    const fitted = await lookAfter(() => page.getByRole('button', { name: 'Fit all into the view' }).click());
    assert.ok(fitted.zoom < 1);
  });

  it('starts with the look that it was left with', async () => {
    const look = {
      x: 500,
      y: 150,
      zoom: 0.7,
      collapsed: ['shop/phase-3'],
      selected: 'shop/2.1',
      focus: null,
    };
    await open(shop(), { look });
    assert.equal(await node('shop/3.1').count(), 0);
    assert.equal(await node('shop/2.1').getAttribute('aria-selected'), 'true');
    await page.waitForFunction(() => window.host.told.looks.length > 0);
    assert.deepEqual((await toldBy(page)).looks[0], look);
  });

  it('opens with a double click, selects with one, and has the menu of the task under the pointer', async () => {
    await open(shop());
    await node('shop/2.2').dblclick();
    await node('shop/2.3').click({ button: 'right' });
    const { opened, selected, menus } = await toldBy(page);
    assert.deepEqual([opened, selected], [['shop/2.2'], ['shop/2.2', 'shop/2.3']]);
    assert.deepEqual(menus, [JSON.stringify({ webviewSection: 'task', taskId: 'shop/2.3' })]);
  });

  it('dims what a filter leaves out, and what has nothing to do with the focus', async () => {
    await open(shop());
    const lit = (): Promise<readonly (string | null)[]> =>
      page
        .locator('.tutti-node:not(.tutti-dim):not([data-kind=barrier])')
        .evaluateAll((all) =>
          all.map((one) => one.querySelector('[data-ref]')?.getAttribute('data-ref') ?? null).sort(),
        );
    await page.evaluate(() => window.host.graph.filter(new Set(['shop/1.3', 'shop/2.4'])));
    assert.deepEqual(await lit(), ['shop/1.3', 'shop/2.4']);
    await page.evaluate(() => {
      window.host.graph.filter(null);
      window.host.graph.focus({ ref: 'shop/2.2', direction: 'unblocks' });
    });
    assert.deepEqual(await lit(), ['shop/2.2', 'shop/2.4', 'shop/3.1', 'shop/3.2']);
    await page.evaluate(() => window.host.graph.focus({ ref: 'shop/2.1', direction: 'blocks' }));
    assert.deepEqual(await lit(), ['shop/1.1', 'shop/1.2', 'shop/1.3', 'shop/1.4', 'shop/2.1']);
  });

  it('draws of 2,000 tasks only those in the view, and all of them when zoomed out', async () => {
    await open(large());
    assert.ok((await page.locator('.tutti-canvas *').count()) < 1_200);
    await page.evaluate(() => window.host.graph.select('p/1900', { reveal: true }));
    await node('p/1900').waitFor();
    const box = await node('p/1900').boundingBox();
    assert.ok(box !== null && box.x > 0 && box.x < 1_280);
    await page.clock.install();
    const fitted = await lookAfter(() => page.getByRole('button', { name: 'Fit all into the view' }).click());
    assert.ok(fitted.zoom < 0.16);
    assert.equal(await page.locator('.tutti-node').count(), 2_000);
  });

  it('goes where the minimap is clicked', async () => {
    await open(large());
    await page.clock.install();
    const map = (await page.locator('.tutti-minimap').boundingBox())!;
    const look = await lookAfter(() => page.mouse.click(map.x + map.width - 12, map.y + map.height / 2));
    assert.ok(look.x > 5_000);
  });

  it('shows hostile titles as text, in their place', async () => {
    const hostile: Readonly<Record<string, string>> = {
      a: '<img src=x onerror="document.title=1"><script>document.title=1</script>',
      b: 'x'.repeat(10_000),
      c: 'שלום עולם \u202eevil\u202c and more to read here',
      d: '👩‍👩‍👧‍👦'.repeat(40),
      e: 'one\u0000two\nthree\u001b[31m',
      f: '',
    };
    const structure = structureOf({
      'A <b>phase</b>\u202e': { a: [], b: ['a'], c: ['a'], d: ['a'], e: ['a'], f: ['a'] },
    });
    const nodes = structure.nodes.map((one) => ({ ...one, title: hostile[one.id] ?? '' }));
    await open({ structure: { ...structure, nodes }, tasks: nodes.map(({ ref }) => card(ref)) });
    assert.equal(await page.title(), 'Graph');
    assert.equal(await page.locator('img, svg script').count(), 0);
    assert.match((await textsOf('shop/a'))[1] ?? '', /^<img src=x/);
    assert.equal((await textsOf('shop/e'))[1], 'one two three [31m');
    for (const { ref } of nodes) {
      const frame = (await node(ref).locator('.tutti-frame').boundingBox())!;
      for (const text of await node(ref).locator('..').locator('text').all()) {
        const box = await text.boundingBox();
        if (box === null || box.width === 0) continue;
        assert.ok(
          box.x >= frame.x && box.x + box.width <= frame.x + frame.width,
          `text of ${ref} leaves its node`,
        );
      }
    }
  });

  it('says that there are no tasks in an empty plan', async () => {
    await open({ structure: structureOf({}), tasks: [] });
    assert.equal(await page.getByText('There are no tasks.').isVisible(), true);
    assert.equal(await page.getByRole('tree').isVisible(), false);
  });

  it('moves nothing for who wants no motion', async () => {
    const motion = (): Promise<string> =>
      node('shop/1.2')
        .locator('..')
        .locator('.tutti-icon')
        .evaluate((icon) => getComputedStyle(icon).animationName);
    await open(shop(), { bodyClass: 'vscode-reduce-motion' });
    assert.equal(await motion(), 'none');
    await page.context().close();
    await open(shop());
    assert.notEqual(await motion(), 'none');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await motion(), 'none');
  });

  it('has no colours but those of the theme', async () => {
    await open(shop());
    const css = readFileSync(new URL('../../../webview-ui/graph/graph.css', import.meta.url), 'utf8');
    assert.deepEqual(css.match(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/gi), null);
  });
});

function large(): { readonly structure: StructureView; readonly tasks: readonly TaskCard[] } {
  const { nodes, edges } = randomLayers(2_000, { width: 45 });
  const structure = {
    ...{ version: 1, phases: [], overlaps: [], criticalPath: [] },
    nodes: nodes.map((one, index) => ({ ...one, id: String(index), title: `Task ${index}` })),
    edges: edges.map((edge) => ({ ...edge, why: '' })),
  };
  return { structure, tasks: nodes.map(({ ref }) => card(ref)) };
}
