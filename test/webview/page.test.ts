import assert from 'node:assert/strict';
import { dashboardView, fixtureNow } from '../support/dashboardView.ts';
import type { DashboardPage } from './support/dashboardPage.ts';
import { useDashboard } from './support/useDashboard.ts';

describe('the page of the dashboard', () => {
  const { opened, shown } = useDashboard();

  describe('talks to its host:', () => {
    it('says that it is ready, and shows nothing until a snapshot comes', async () => {
      const { page, sent, snapshot } = await opened();
      assert.deepEqual(await sent(), [{ type: 'ready', protocol: 1 }]);
      assert.equal(await page.getByText('Waiting for the run…').isVisible(), true);
      await snapshot(dashboardView(12));
      assert.equal(await page.getByText('Waiting for the run…').isVisible(), false);
      assert.match(await page.locator('.header').innerText(), /4 of 12 landed/);
    });

    it('applies patches, and asks for everything when one was missed', async () => {
      const { page, send, sent, snapshot } = await shown(dashboardView(12), { kept: { tab: 'table' } });
      const card = dashboardView(12).tasks[9]!;
      const patch = { tasks: [{ ...card, state: 'running', startedAt: fixtureNow }] };
      await send({ type: 'patch', seq: 2, now: fixtureNow, patch });
      assert.match(await page.locator(`tr[data-ref="${card.ref}"]`).innerText(), /running/);

      await send({
        type: 'patch',
        seq: 4,
        now: fixtureNow,
        patch: { tasks: [{ ...card, state: 'failed' }] },
      });
      await send({ type: 'patch', seq: 5, now: fixtureNow, patch: {} });
      assert.deepEqual((await sent()).slice(1), [{ type: 'resync' }]);
      assert.match(await page.locator(`tr[data-ref="${card.ref}"]`).innerText(), /running/);

      await snapshot(dashboardView(12));
      assert.match(await page.locator(`tr[data-ref="${card.ref}"]`).innerText(), /pending/);
    });

    it('says clearly that its host speaks another version', async () => {
      const { page, send } = await opened();
      await send({ type: 'snapshot', protocol: 7, seq: 1, now: fixtureNow, readOnly: false, view: {} });
      assert.match(
        await page.locator('.problem').innerText(),
        /speaks version 1 .* version 7\. Reload the page/s,
      );
    });

    it('refuses what is no message of the dashboard, and keeps what it shows', async () => {
      const { page, send } = await shown(dashboardView(12));
      await send({ type: 'patch', seq: 2, now: fixtureNow, patch: { tasks: 'all' } });
      assert.match(await page.locator('.problem').innerText(), /can’t be read.*may be old/s);
      assert.match(await page.locator('.header').innerText(), /4 of 12 landed/);
    });

    it('sends what the run’s controls ask for, and has none when it only shows', async () => {
      const { page, sent, snapshot } = await shown(dashboardView(12));
      await page.getByRole('button', { name: 'Pause' }).click();
      assert.deepEqual((await sent()).at(-1), { type: 'control', control: 'pause' });
      await snapshot(dashboardView(12), { readOnly: true });
      assert.equal(await page.getByRole('button', { name: 'Pause' }).count(), 0);
    });

    it('shows notices as text until they are dismissed', async () => {
      const { page, send } = await shown(dashboardView(12));
      await send({ type: 'notice', text: '1.2 can’t be skipped: <b>it has landed</b>.' });
      assert.equal(
        await page.locator('.notice bdi').innerText(),
        '1.2 can’t be skipped: <b>it has landed</b>.',
      );
      await page.getByRole('button', { name: 'Dismiss' }).click();
      assert.equal(await page.locator('.notices').isVisible(), false);
    });

    it('shows notices also while there is nothing else to see', async () => {
      const { page, send } = await opened();
      await send({ type: 'notice', text: 'The run has no status.' });
      assert.equal(await page.locator('.notice', { hasText: 'no status' }).isVisible(), true);
    });

    it('tells screen readers at most one message in 5 seconds', async () => {
      const { page, send } = await shown(dashboardView(12));
      const cards = dashboardView(12).tasks;
      const live = page.locator('[aria-live]');
      const land = (seq: number, place: number) =>
        send({
          type: 'patch',
          seq,
          now: fixtureNow,
          patch: { tasks: [{ ...cards[place]!, state: 'landed' }] },
        });
      await land(2, 7);
      await page.clock.runFor(10);
      assert.equal(await live.textContent(), '2.4 landed.');
      await land(3, 8);
      await land(4, 9);
      await page.clock.runFor(3_000);
      assert.equal(await live.textContent(), '2.4 landed.');
      await page.clock.runFor(2_500);
      assert.equal(await live.textContent(), '3.1 landed. 3.2 landed.');
    });
  });

  describe('by keyboard only:', () => {
    it('goes through the tabs with arrows, Home and End', async () => {
      const { page, kept } = await shown(dashboardView(12));
      const selected = () => page.locator('[role=tab][aria-selected=true]').innerText();
      await page.locator('#tab-graph').focus();
      const seen: string[] = [];
      for (const key of [
        'ArrowRight',
        'ArrowRight',
        'ArrowRight',
        'ArrowRight',
        'ArrowLeft',
        'Home',
        'End',
      ]) {
        await page.keyboard.press(key);
        seen.push(await selected());
      }
      assert.deepEqual(seen, ['Timeline', 'Metrics', 'Table', 'Graph', 'Table', 'Graph', 'Table']);
      assert.equal(((await kept()) as { tab: string }).tab, 'table');
    });

    it('opens the drawer from the table, and gives the focus back when it closes', async () => {
      const { page, send, sent } = await shown(dashboardView(12), { kept: { tab: 'table' } });
      await page.getByRole('grid').focus();
      for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
      assert.deepEqual((await sent()).at(-1), { type: 'detail', ref: 'auth/1.3' });
      const drawer = page.locator('.drawer');
      assert.equal(await drawer.locator('h2').innerText(), '1.3 Login endpoint');
      assert.equal(
        await drawer.locator('h2').evaluate((heading) => heading === document.activeElement),
        true,
      );
      await send({ type: 'detail', ref: 'auth/1.3', detail: detailOf('auth/1.3') });
      const text = await drawer.innerText();
      for (const part of ['1: gate-failed', 'failed npm test', 'src/login.ts', '1.3 goes back to its agent'])
        assert.ok(text.includes(part), `${part} is not in the drawer`);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      assert.deepEqual((await sent()).at(-1), {
        type: 'act',
        action: 'retry',
        ref: 'auth/1.3',
        request: null,
      });
      await page.keyboard.press('Escape');
      assert.equal(await drawer.isVisible(), false);
      assert.equal(await page.getByRole('grid').evaluate((grid) => grid === document.activeElement), true);
    });

    it('opens the drawer from the graph, and gives the focus back to the node', async () => {
      const { page } = await shown(dashboardView(12));
      const node = page.locator('[role=treeitem][data-ref="auth/1.2"]');
      await node.focus();
      await page.keyboard.press('Enter');
      assert.match(await page.locator('.drawer h2').innerText(), /^1\.2 /);
      await page.keyboard.press('Escape');
      assert.equal(await node.evaluate((one) => one === document.activeElement), true);
    });

    it('goes through the timeline’s spans, and says each in words', async () => {
      const { page } = await shown(dashboardView(12), { kept: { tab: 'timeline' } });
      await page.getByRole('listbox').focus();
      for (let row = 0; row < 7; row += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
      const words = await page.locator('.timeline-words').innerText();
      assert.match(
        words,
        /^2\.4: waiting for provider anthropic, \d+m\d\ds, \d\d:\d\d:\d\d to \d\d:\d\d:\d\d$/,
      );
      assert.equal(await page.locator('.timeline-row.active .sr-only').textContent(), words);
      await page.keyboard.press('+');
      await page.keyboard.press('0');
      await page.keyboard.press('Enter');
      assert.match(await page.locator('.drawer h2').innerText(), /^2\.4 /);
    });
  });

  describe('filters and the table:', () => {
    it('shows the rows of the graph, in order, with the same words', async () => {
      const view = dashboardView(12);
      const { page } = await shown(view, { kept: { tab: 'table' } });
      const rows = await page
        .locator('tbody tr[data-ref]')
        .evaluateAll((all) => all.map((row) => row.getAttribute('data-ref')));
      assert.deepEqual(
        rows,
        view.structure.nodes.map(({ ref }) => ref),
      );
      const cells = await page.locator('tr[data-ref="auth/2.1"] td').allInnerTexts();
      assert.deepEqual(cells, [
        '2.1',
        'Password reset by mail',
        'failed',
        'codex',
        '3',
        '4m37s',
        'npm test failed: 2 of 148 tests',
        '18.0k',
        '$0.31',
      ]);
    });

    it('filters by text, state, agent and phase together, and forgets it all at once', async () => {
      const { page } = await shown(dashboardView(12), { kept: { tab: 'table' } });
      const refs = () =>
        page
          .locator('tbody tr[data-ref]')
          .evaluateAll((all) => all.map((row) => row.getAttribute('data-ref')));
      await page.getByRole('button', { name: '4 landed' }).click();
      assert.deepEqual(await refs(), ['auth/1.1', 'auth/1.2', 'auth/1.3', 'auth/1.4']);
      await page.getByLabel('Filter by agent').selectOption('claude');
      assert.deepEqual(await refs(), ['auth/1.1', 'auth/1.4']);
      await page.getByLabel('Filter by text').fill('session');
      assert.deepEqual(await refs(), ['auth/1.4']);
      await page.getByLabel('Filter by phase').selectOption('auth/2');
      assert.equal(await page.getByText('No task fits the filter.').isVisible(), true);
      await page.getByRole('button', { name: 'Clear all filters' }).click();
      assert.equal((await refs()).length, 12);
    });

    it('sorts by a column up, down, and back to the order of the plan', async () => {
      const { page } = await shown(dashboardView(12), { kept: { tab: 'table' } });
      const first = () => page.locator('tbody tr[data-ref] td').first().innerText();
      const title = page.getByRole('button', { name: 'Title' });
      await title.click();
      assert.equal(await first(), '3.1');
      assert.equal(await page.locator('th.col-title').getAttribute('aria-sort'), 'ascending');
      await title.click();
      assert.equal(await first(), '3.4');
      await title.click();
      assert.equal(await first(), '1.1');
    });

    it('draws only the rows in sight of 2,000, and reaches the last by End', async () => {
      const { page } = await shown(dashboardView(2_000), { kept: { tab: 'table' } });
      assert.ok((await page.locator('tbody tr').count()) < 60);
      await page.getByRole('grid').focus();
      await page.keyboard.press('End');
      assert.equal(await page.locator('tr.active td').first().innerText(), '500.4');
      assert.equal(await page.getByRole('grid').getAttribute('aria-rowcount'), '2001');
    });

    it('comes back with the tab, filter and selection that it had', async () => {
      const kept = {
        tab: 'table',
        filter: { text: '', states: ['landed'], agent: '', phase: '' },
        selected: 'auth/1.2',
        look: null,
      };
      const { page } = await shown(dashboardView(12), { kept });
      assert.equal(await page.locator('tbody tr[data-ref]').count(), 4);
      assert.equal(await page.locator('tr[aria-selected=true]').getAttribute('data-ref'), 'auth/1.2');
    });

    it('comes back with the zoom that it had', async () => {
      const widthOf = (one: DashboardPage) =>
        one.page
          .locator('[data-ref="auth/1.1"]')
          .first()
          .evaluate((node) => Math.round(node.getBoundingClientRect().width));
      const first = await shown(dashboardView(12));
      const fitted = await widthOf(first);
      for (let times = 0; times < 3; times += 1)
        await first.page.getByRole('button', { name: 'Zoom in' }).first().click();
      await first.page.clock.runFor(2_000);
      const zoomed = await widthOf(first);
      assert.ok(zoomed > fitted, `${fitted} ${zoomed}`);
      const kept = (await first.kept()) as object;
      await first.close();
      assert.equal(await widthOf(await shown(dashboardView(12), { kept })), zoomed);
    });

    it('shows the tab that its host wishes for once, and then the one that it kept', async () => {
      const selected = ({ page }: DashboardPage) =>
        page.locator('[role=tab][aria-selected=true]').innerText();
      const data = { tab: 'metrics', wish: 'one' };
      const first = await shown(dashboardView(12), { data, kept: { tab: 'table' } });
      assert.equal(await selected(first), 'Metrics');
      await first.page.locator('#tab-graph').click();
      const kept = (await first.kept()) as object;
      await first.close();
      const again = await shown(dashboardView(12), { data, kept });
      assert.equal(await selected(again), 'Graph');
      await again.close();
      assert.equal(
        await selected(await shown(dashboardView(12), { data: { ...data, wish: 'two' }, kept })),
        'Metrics',
      );
    });

    it('survives anything that was kept', async () => {
      const { page } = await shown(dashboardView(12), {
        kept: { tab: 9, filter: { states: 'x' }, selected: {}, look: [] },
      });
      assert.equal(await page.locator('[role=tab][aria-selected=true]').innerText(), 'Graph');
    });
  });
});

function detailOf(ref: string): object {
  const times = { startedAt: '2026-11-20T14:12:00Z', endedAt: '2026-11-20T14:16:00Z' };
  return {
    ref,
    attempts: [
      {
        number: 1,
        cause: 'first',
        agent: 'claude',
        model: null,
        state: 'gate-failed',
        reason: 'npm test failed',
        ...times,
        costUsd: 0.2,
        base: null,
        commit: null,
        folder: 'attempts/1.3/1',
      },
    ],
    gates: [
      {
        attempt: 1,
        command: 'npm test',
        passed: false,
        reason: 'exit code 1',
        durationMs: 44_000,
        endedAt: times.endedAt,
        outputFile: 'gate.log',
      },
    ],
    files: ['src/login.ts'],
    filesChanged: 1,
    activity: [
      {
        seq: 9,
        at: times.endedAt,
        kind: 'decision',
        task: ref,
        text: '1.3 goes back to its agent',
        reason: 'its gate failed',
      },
    ],
    branch: 'tutti/auth/1.3-login-endpoint',
    worktree: null,
    request: null,
    actions: ['retry', 'skip'],
  };
}
