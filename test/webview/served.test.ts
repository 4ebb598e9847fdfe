import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { listenTo } from '../support/dashboardClient.ts';
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

  it('shows a run on every tab while it goes on, and titles as text', async () => {
    const page = await served.tab(await served.serve());
    await page.locator('.run-state', { hasText: 'not running' }).waitFor();
    const run = served.run();
    await page.locator('.run-state', { hasText: 'running' }).waitFor();
    await page.getByRole('treeitem', { name: /A1.*running/ }).waitFor();
    assert.equal(await page.getByRole('treeitem', { name: /A2.*pending/ }).count(), 1);
    await page.locator('#tab-timeline').click();
    await page.locator('.timeline-row', { hasText: 'A1' }).first().waitFor();
    await page.locator('#tab-metrics').click();
    await page.locator('.charts svg, .charts canvas').first().waitFor();
    await page.locator('#tab-table').click();
    const second = page.locator('tr[data-ref="plan/A2"]');
    assert.match(await second.innerText(), /<b>Two<\/b> <script>alert\(1\)<\/script>\s+pending/);
    served.go();
    await second.filter({ hasText: 'ungated' }).waitFor();
    await page.getByText('2 of 2 landed').waitFor();
    assert.equal((await run.ended).code, 0);
    assert.deepEqual(served.problems, []);
  });

  it('steers the run where that is allowed', async () => {
    served.run();
    const page = await served.tab(await served.serve('--allow-actions'));
    await page.locator('.run-state', { hasText: 'running' }).waitFor();
    await openTask(page, 'A2');
    await page.locator('.drawer').getByRole('button', { name: 'Skip' }).click();
    await page.locator('tr[data-ref="plan/A2"]', { hasText: 'skipped' }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.locator('.run-state', { hasText: 'paused' }).waitFor();
    assert.deepEqual(served.problems, []);
  });

  it('has nothing to steer with where it only shows, and the server refuses it as well', async () => {
    served.run();
    const address = await served.serve();
    const page = await served.tab(address);
    await page.locator('.run-state', { hasText: 'running' }).waitFor();
    await openTask(page, 'A1');
    await page.locator('.drawer', { hasText: 'Attempts' }).waitFor();
    assert.equal(
      await page.locator('.controls button, .actions:not([aria-label="In the graph"]) button').count(),
      0,
    );
    const client = await listenTo({
      port: Number(address.port),
      token: address.searchParams.get('token') ?? '',
    });
    await client.say({ type: 'control', control: 'stop' });
    assert.equal((await client.heard('notice')).text, 'Nothing was done: this page only shows.');
    client.close();
    assert.equal(await page.locator('.run-state').innerText(), 'running');
  });

  it('lets nobody in without its token, under a foreign name, or from a foreign page', async () => {
    const address = await served.serve();
    const { port, search, origin } = address;
    const shown = async (url: string) => {
      const page = await served.tab(new URL(url));
      return (await page.locator('body').innerText()).trimEnd();
    };
    const needsToken = /^This needs the whole address that `tutti dashboard` printed, with its token\.$/;
    assert.match(await shown(`${origin}/`), needsToken);
    assert.match(await shown(`${origin}/?token=guess`), needsToken);
    // Chromium takes every name below localhost for this machine, as a rebound name would be.
    assert.match(
      await shown(`http://evil.localhost:${port}/${search}`),
      /^This server is for 127\.0\.0\.1 and localhost only\.$/,
    );
    const foreign = await served.tab(new URL(`http://evil.localhost:${port}/main.js`));
    const reached = await foreign.evaluate(
      async (url) =>
        fetch(url).then(
          (answer) => answer.status,
          () => 'kept out',
        ),
      `${origin}/events${search}`,
    );
    assert.equal(reached, 'kept out');
  });

  it('says that the server is gone, and what to do, before and after another one is there', async () => {
    const address = await served.serve();
    const page = await served.tab(address);
    await page.locator('.run-state').waitFor();
    await served.end();
    const problem = (text: string) => page.locator('.problem', { hasText: text }).innerText();
    const whatToDo = /open the address that `tutti dashboard` prints\. What is shown may be old\.$/;
    assert.match(await problem('The connection is lost; trying again.'), whatToDo);
    await served.serve('--port', address.port);
    assert.match(await problem('does not let this page in'), whatToDo);
  });

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
