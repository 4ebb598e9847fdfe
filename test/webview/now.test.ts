import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { busyView } from '../support/busyView.ts';
import { dashboardView, fixtureNow } from '../support/dashboardView.ts';
import type { DashboardPage } from './support/dashboardPage.ts';
import { useDashboard } from './support/useDashboard.ts';

describe('what goes on, beside every tab of the dashboard', () => {
  const { shown } = useDashboard();

  it('says who works, the stuck first: pool, agent, what it does, sign of life, tokens and context', async () => {
    const { page } = await shown(busyView());
    assert.deepEqual(await entries(sectionOf(page, 'At work (2)')), [
      '2.3 Two-factor codes|no sign for 6m|stuck · pool default · claude · sonnet · last sign 6m10s ago · 9.7k tokens · context 31 % full',
      '2.4 Audit log|editing src/auth/audit.ts|running · pool default · codex · no sign of life yet · 10.8k tokens · no data on context',
    ]);
  });

  it('shows how full a worker’s context is, and nothing where that is not known', async () => {
    const { page } = await shown(busyView());
    const shares = await sectionOf(page, 'At work (2)')
      .locator('.now-fill')
      .evaluateAll((bars) => bars.map((bar) => bar.clientWidth / (bar.parentElement?.clientWidth ?? 1)));
    assert.deepEqual(
      shares.map((share) => Math.round(share * 100)),
      [31, 0],
    );
  });

  it('says what waits for a person, what starts next, what is to be merged, and what happened last', async () => {
    const { page } = await shown(busyView(), { kept: { tab: 'table' } });
    assert.deepEqual(await entries(sectionOf(page, 'For you (2)')), [
      '2.1 Password reset by mail|npm test failed: 2 of 148 tests|failed',
      '2.2 Rate limits for sign-in|May I run `npm install argon2`?|needs-you',
    ]);
    assert.deepEqual(await entries(sectionOf(page, 'Next (2)')), [
      '3.2 Docs for operators|pending · about 14:23',
      '3.3 End-to-end tests|pending · about 14:26',
    ]);
    assert.deepEqual(await entries(sectionOf(page, 'Merge queue (2)')), [
      '3.1 Account page|running · place 1 · its gate runs · for 1m05s',
      '3.2 Docs for operators|pending · place 2 · held by a person · for 1m05s',
    ]);
    assert.deepEqual(await entries(sectionOf(page, 'Activity')), [
      '14:21:32 2.2 needs you',
      '14:21:31 1.4 landed',
      '14:20:51 run started',
    ]);
    assert.equal(await words(page), 'Now: 2 at work, 1 stuck, 2 for you, 2 to merge');
  });

  it('touches the changed entries alone, and keeps the focus in them', async () => {
    const { page, send } = await shown(busyView());
    const list = sectionOf(page, 'At work (2)').locator('ul');
    await list.evaluate((all) =>
      all.querySelectorAll('li').forEach((one, at) => (one.dataset['was'] = `${at}`)),
    );
    await list.getByRole('button', { name: '2.4' }).focus();
    const [stuck, other] = busyView().workers;
    const workers = [
      { ...other!, doing: 'running npm test' },
      { ...stuck!, health: 'healthy' },
    ];
    await send({ type: 'patch', seq: 2, now: fixtureNow, patch: { workers } });
    assert.deepEqual(
      await list.locator('li').evaluateAll((all) => all.map(({ dataset }) => dataset['was'])),
      ['1', '0'],
    );
    assert.match((await entries(list))[0] ?? '', /^2\.4 Audit log\|running npm test/);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), '2.4 Audit log');
  });

  it('counts on between the messages of the host', async () => {
    const { page } = await shown(busyView());
    await page.clock.runFor(5_000);
    assert.match(await sectionOf(page, 'At work (2)').innerText(), /last sign 6m15s ago/);
  });

  it('gives its place to the drawer of a task, and takes it again with the focus', async () => {
    const { page } = await shown(busyView());
    const link = page.locator('.now').getByRole('button', { name: '2.1 Password reset by mail' });
    await link.focus();
    await page.keyboard.press('Enter');
    assert.match(await page.locator('.drawer h2').innerText(), /^2\.1 /);
    assert.equal(await page.locator('.now').isVisible(), false);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.now').isVisible(), true);
    assert.equal(await link.evaluate((one) => one === document.activeElement), true);
  });

  it('is closed and opened by its button, and stays as it was left', async () => {
    const { page, kept } = await shown(busyView());
    const toggle = page.getByRole('button', { name: 'Now:' });
    assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
    await toggle.press('Enter');
    assert.equal(await page.locator('.now').isVisible(), false);
    assert.equal(await toggle.getAttribute('aria-expanded'), 'false');
    assert.equal(((await kept()) as { now: unknown }).now, false);
  });

  it('is closed at first where there is little room, and says the most in a few words', async () => {
    const { page } = await shown(busyView(), { width: 600 });
    assert.equal(await page.locator('.now').isVisible(), false);
    assert.match(await words(page), /2 at work, 1 stuck/);
    await page.getByRole('button', { name: 'Now:' }).click();
    assert.equal(await page.locator('.now').isVisible(), true);
  });

  it('has the activity alone when the run is over', async () => {
    const view = busyView();
    const tasks = view.tasks.map((card) => ({ ...card, state: 'landed', endedAt: fixtureNow }) as const);
    const header = { ...view.header, state: 'done', endedAt: fixtureNow, eta: null } as const;
    const { page } = await shown({ ...view, header, tasks, workers: [], queue: [], forecast: null });
    assert.equal(await words(page), 'Now: the run is over');
    assert.deepEqual(await page.locator('.now section:visible h3').allInnerTexts(), ['Activity']);
  });

  it('draws no more than twenty tasks under a title, and says how many more there are', async () => {
    const view = dashboardView(60);
    const tasks = view.tasks.map((card) => ({ ...card, state: 'failed' }) as const);
    const { page } = await shown({ ...view, tasks });
    const section = sectionOf(page, 'For you (60)');
    assert.equal(await section.locator('li').count(), 20);
    assert.match(await section.innerText(), /and 40 more$/);
  });
});

function sectionOf(page: DashboardPage['page'], title: string): Locator {
  return page.locator('.now section', { has: page.getByRole('heading', { name: title, exact: true }) });
}

/** The texts of the entries of a list, their lines joined. */
async function entries(list: Locator): Promise<readonly string[]> {
  const texts = await list.locator('li').allInnerTexts();
  return texts.map((text) => text.split(/\n+/).join('|'));
}

function words(page: DashboardPage['page']): Promise<string> {
  return page.locator('.now-toggle').innerText();
}
