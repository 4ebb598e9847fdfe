import assert from 'node:assert/strict';
import type { DashboardView } from '../../src/shared/dashboard/view.ts';
import { busyView } from '../support/busyView.ts';
import { dashboardView } from '../support/dashboardView.ts';
import type { ThemeName } from '../support/vscodeThemes.ts';
import { seriousFindings } from './support/axe.ts';
import type { DashboardPage } from './support/dashboardPage.ts';
import { useDashboard } from './support/useDashboard.ts';

const tabs = ['graph', 'timeline', 'metrics', 'table'] as const;
const themes: readonly ThemeName[] = ['dark', 'light', 'hc-dark', 'hc-light'];

describe('the dashboard, for every eye and text', () => {
  const { shown } = useDashboard();

  for (const theme of themes) {
    it(`has no serious accessibility findings in the theme ${theme}, with a drawer and a notice open`, async () => {
      const { page, send } = await shown(busyView(), { theme });
      await send({ type: 'notice', text: 'The gate of 2.1 failed.' });
      const findings: string[] = [];
      for (const tab of tabs) {
        await page.locator(`#tab-${tab}`).click();
        findings.push(...(await seriousFindings(page)).map((finding) => `${tab}: ${finding}`));
      }
      await page.getByRole('grid').focus();
      await page.keyboard.press('Enter');
      findings.push(...(await seriousFindings(page)).map((finding) => `drawer: ${finding}`));
      assert.deepEqual(findings, []);
    });
  }

  it('keeps hostile titles text, in every tab and the drawer, and its layout whole', async () => {
    const view = hostileView();
    for (const width of [1280, 400]) {
      const { page, close } = await shown(view, { width, kept: { tab: 'table', now: true } });
      for (const tab of tabs) {
        await page.locator(`#tab-${tab}`).click();
        assert.equal(
          await page.evaluate(() => document.querySelectorAll('.tutti img, .tutti script').length),
          0,
        );
        assert.equal(await overflow(page), 0, `${tab} at ${width} is wider than the page`);
      }
      for (let row = 0; row < 6; row += 1) {
        await page.getByRole('grid').focus();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        assert.equal(await overflow(page), 0, `the drawer of row ${row} at ${width} is wider than the page`);
        await page.keyboard.press('Escape');
      }
      const first = page.locator('tr[data-ref="auth/1.1"] .col-title bdi');
      assert.equal(await first.textContent(), hostileTitles[0]);
      const heights = await page
        .locator('tbody tr[data-ref]')
        .evaluateAll((rows) => rows.map((row) => Math.round(row.getBoundingClientRect().height)));
      assert.deepEqual([...new Set(heights)], [28]);
      await close();
    }
  });

  it('fits a width of 400 pixels in every tab', async () => {
    const { page } = await shown(busyView(), { width: 400, kept: { now: true } });
    for (const tab of tabs) {
      await page.locator(`#tab-${tab}`).click();
      assert.equal(await overflow(page), 0, `${tab} is wider than the page`);
    }
  });

  it('says in each tab that there is no plan and no run yet', async () => {
    const { page } = await shown(emptyView(null));
    for (const [tab, text] of [
      ['graph', 'No plan yet'],
      ['timeline', 'No run yet'],
      ['metrics', 'No run yet'],
      ['table', 'No plan yet'],
    ] as const) {
      await page.locator(`#tab-${tab}`).click();
      assert.equal(await page.locator('.empty h2').innerText(), text);
    }
    assert.match(await page.locator('.header').innerText(), /not running.*0 of 0 landed.*no data/s);
  });

  it('says that a run without tasks has none, and fills up when they come', async () => {
    const { page, snapshot } = await shown(emptyView('20261120-141500-auth'), { kept: { tab: 'table' } });
    assert.equal(await page.locator('.empty h2').innerText(), 'No tasks');
    await snapshot(dashboardView(12));
    assert.equal(await page.locator('.empty').isVisible(), false);
    assert.equal(await page.locator('tbody tr[data-ref]').count(), 12);
  });

  it('moves nothing for whoever wants no motion', async () => {
    for (const options of [{ reducedMotion: true }, { reducedMotion: false }]) {
      const { page, close } = await shown(dashboardView(12), options);
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll('.tutti *')].some((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return transitionDuration !== '0s' || animationName !== 'none';
        }),
      );
      assert.equal(moving, !options.reducedMotion);
      await close();
    }
  });
});

const hostileTitles = [
  '<img src=x onerror="document.title=1">',
  'x'.repeat(10_000),
  'שלום עולם — مرحبا ‮ bidi',
  '👩‍👩‍👧‍👦🏳️‍🌈 emoji',
  'control \u0000 \u0007 \u001b[31m \u2028 characters',
  '</script><script>document.title=2</script>',
];

function hostileView(): DashboardView {
  const view = busyView();
  const titleOf = (place: number) => hostileTitles[place % hostileTitles.length]!;
  return {
    ...view,
    header: {
      ...view.header,
      reason: hostileTitles[1]!,
      plans: [{ ...view.header.plans[0]!, name: titleOf(0) }],
    },
    structure: {
      ...view.structure,
      nodes: view.structure.nodes.map((node, place) => ({ ...node, title: titleOf(place) })),
      phases: view.structure.phases.map((phase, place) => ({ ...phase, title: titleOf(place + 1) })),
    },
    tasks: view.tasks.map((card, place) => ({
      ...card,
      why: titleOf(place + 1),
      doing: titleOf(place + 2),
      agent: titleOf(place),
    })),
    forecast: {
      ...view.forecast!,
      bindingLimit: titleOf(1),
      hints: hostileTitles,
      tasks: view.forecast!.tasks.map((task, place) => ({ ...task, basis: titleOf(place) })),
    },
    workers: view.workers.map((worker, place) => ({
      ...worker,
      pool: titleOf(place),
      doing: titleOf(place + 1),
    })),
    activity: hostileTitles.map((title, seq) => ({ ...view.activity[0]!, seq, text: title, reason: title })),
    metrics: {
      figures: hostileTitles.map((title, place) => ({
        id: String(place),
        label: title,
        value: title,
        note: title,
      })),
      charts: view.metrics.charts.map((chart, place) => ({
        ...chart,
        title: titleOf(place),
        note: titleOf(place + 1),
      })),
      anomalies: hostileTitles,
    },
  };
}

function emptyView(run: string | null): DashboardView {
  const { header } = dashboardView(12);
  return {
    header: {
      ...header,
      run,
      state: run === null ? 'idle' : 'running',
      plans: [],
      landed: 0,
      total: 0,
      startedAt: null,
      eta: null,
      tokens: 0,
      costUsd: 0,
      counts: {},
      controls: [],
    },
    structure: { version: 1, phases: [], nodes: [], edges: [], overlaps: [], criticalPath: [] },
    tasks: [],
    timeline: [],
    forecast: null,
    phases: [],
    metrics: { figures: [], charts: [], anomalies: [] },
    workers: [],
    queue: [],
    activity: [],
  };
}

/** By how many pixels the page is wider than its window. */
function overflow(page: DashboardPage['page']): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}
