import { strict as assert } from 'node:assert';
import type { CDPSession, Page } from 'playwright-core';
import { shop } from '../../support/graph/graphViews.ts';
import { openGraphPage, toldBy } from './graphPage.ts';

type Fingers = readonly { readonly x: number; readonly y: number }[];

describe('the graph under fingers', () => {
  let page: Page;
  let debuggerOf: CDPSession;

  beforeEach(async () => {
    page = await openGraphPage(shop(), {});
    debuggerOf = await page.context().newCDPSession(page);
    await page.clock.install();
  });

  afterEach(() => page.context().close());

  /** Each step is where all fingers are; after the last one they are lifted. */
  async function touch(steps: readonly Fingers[]) {
    for (const [index, fingers] of steps.entries()) {
      const touchPoints = fingers.map((point, id) => ({ ...point, id }));
      await debuggerOf.send('Input.dispatchTouchEvent', {
        type: index === 0 ? 'touchStart' : 'touchMove',
        touchPoints,
      });
    }
    await debuggerOf.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    // The graph tells its look when a movement is over.
    await page.clock.runFor(500);
    return (await toldBy(page)).looks.at(-1)!;
  }

  it('zooms about the middle of two, pans under one, and takes neither for a tap', async () => {
    const box = (await page.getByRole('tree').boundingBox())!;
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const apart = (distance: number): Fingers => [
      { x: middle.x - distance / 2, y: middle.y },
      { x: middle.x + distance / 2, y: middle.y },
    ];
    const at = (x: number): Fingers => [{ x, y: middle.y }];
    const before = await touch([at(middle.x), at(middle.x - 20), at(middle.x - 40)]);
    const after = await touch([apart(100), apart(130), apart(160), apart(200)]);
    assert.equal(Math.round((after.zoom / before.zoom) * 100), 200);
    assert.deepEqual(
      [Math.round(after.x), Math.round(after.y)],
      [Math.round(before.x), Math.round(before.y)],
    );
    const panned = await touch([at(middle.x), at(middle.x + 50), at(middle.x + 100)]);
    assert.equal(Math.round((after.x - panned.x) * after.zoom), 100);
    assert.equal(panned.zoom, after.zoom);
    assert.deepEqual((await toldBy(page)).selected, []);
    assert.equal(await page.evaluate(() => window.visualViewport?.scale), 1);
  });
});
