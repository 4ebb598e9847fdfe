import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { sharedBrowser } from '../host/support/browser.ts';
import { tutti } from '../support/commandLine.ts';
import { createGitRepo, type GitRepo } from '../support/gitRepo.ts';

const titles = [
  '<img src=x onerror=alert(1)> </script><script>alert(2)</script>',
  `long ${'w'.repeat(10_000)}`,
  'right to left: \u202eשלום\u202c مرحبا',
  'emoji 👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301\u0301\u0301',
  'control \u0007\u001b[31mred\u001b[0m \u0085',
];

/** The page in it is the one that was built. */
describe('The file of tutti report --html', function () {
  this.timeout(90_000);
  let repo: GitRepo;
  let file: string;
  let context: BrowserContext;
  let page: Page;
  let problems: string[];
  let requests: string[];

  before(async () => {
    repo = createGitRepo();
    const tasks = titles.map((title, index) => `- [ ] A${index + 1} ${title}\n`);
    repo.commit({
      'tutti.json': '{ "agent": "script" }',
      'plan.md': `# Plan\n\n## Phase 1: ${titles[0]}\n\n${tasks.join('')}`,
    });
    const played = await tutti(repo.folder, ['run', 'plan.md']);
    assert.equal(played.code, 0, played.stdout + played.stderr);
    file = join(repo.root, 'report.html');
    const written = await tutti(repo.folder, ['report', '--html', file]);
    assert.deepEqual([written.code, written.stdout], [0, `${file}\n`], written.stderr);
  });

  after(() => {
    repo.dispose();
  });

  beforeEach(async () => {
    problems = [];
    requests = [];
    context = await (await sharedBrowser()).newContext({ offline: true, acceptDownloads: true });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('dialog', (dialog) => problems.push(dialog.message()));
    context.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
  });

  afterEach(async () => {
    await context.close();
    assert.deepEqual(problems, []);
    assert.deepEqual(
      requests.filter((url) => !/^(data|blob):/.test(url)),
      [pathToFileURL(file).href],
    );
  });

  it('shows the run on all four tabs, and asks nobody for anything', async () => {
    await page.getByText('5 of 5 landed').waitFor();
    assert.equal(await page.getByRole('treeitem', { name: /A\d.*ungated/s }).count(), 5);
    await page.locator('#tab-timeline').click();
    await page.locator('.timeline-row', { hasText: 'A5' }).first().waitFor();
    await page.locator('#tab-metrics').click();
    await page.locator('.charts canvas').first().waitFor();
    await page.locator('#tab-table').click();
    assert.equal(await page.locator('tr[data-ref]').count(), 5);
    assert.equal(await page.locator('.controls button').count(), 0);
  });

  it('shows hostile titles as text, in the room that they have', async () => {
    await page.locator('#tab-table').click();
    const shown = await page.locator('tr[data-ref] .col-title, tr[data-ref] td:nth-child(2)').allInnerTexts();
    assert.ok(
      shown[0]?.includes('<img src=x onerror=alert(1)> </script><script>alert(2)</script>'),
      shown[0],
    );
    assert.ok(shown[3]?.includes('👩‍👩‍👧‍👦'));
    assert.match(shown[4] ?? '', /^control .*red/);
    assert.equal(await page.locator('img').count(), 0);
    for (const tab of ['graph', 'timeline', 'metrics', 'table']) {
      await page.locator(`#tab-${tab}`).click();
      const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      assert.equal(isWider, false, tab);
    }
    for (let index = 0; index < titles.length; index += 1) {
      const id = `A${index + 1}`;
      await page.locator(`tr[data-ref="plan/${id}"]`).click();
      await page.getByRole('grid').press('Enter');
      await page.locator('.drawer h2', { hasText: id }).waitFor();
      await page.locator('.drawer', { hasText: `${id}.txt` }).waitFor();
      const box = await page.locator('.drawer h2').boundingBox();
      assert.ok(box !== null && box.x + box.width <= (page.viewportSize()?.width ?? 0), id);
      const body = await page.locator('.drawer').evaluate((one) => one.scrollWidth <= one.clientWidth);
      assert.equal(body, true, id);
    }
  });

  it('hands out a chart’s table', async () => {
    await page.locator('#tab-metrics').click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).first().click();
    assert.match((await download).suggestedFilename(), /\.csv$/);
  });
});
