import assert from 'node:assert/strict';
import { chartCsv } from '../../src/shared/dashboard/chartTable.ts';
import type { DashboardView } from '../../src/shared/dashboard/view.ts';
import { dashboardView, fixtureNow } from '../support/dashboardView.ts';
import { openDashboard, type DashboardPage } from './support/dashboardPage.ts';

describe('the metrics tab of the dashboard', () => {
  const view = dashboardView(12);
  let open: DashboardPage | null = null;

  async function shown(): Promise<DashboardPage> {
    open = await openDashboard({ kept: { tab: 'metrics' } });
    await open.snapshot(view);
    await open.page.locator('.chart canvas').first().waitFor();
    return open;
  }

  afterEach(async () => {
    const problems = open?.problems ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(problems, []);
  });

  it('draws a chart for each that has numbers, and says "no data" for the others', async () => {
    const { page } = await shown();
    assert.equal(await page.locator('.chart').count(), view.metrics.charts.length);
    assert.equal(await page.locator('.chart canvas').count(), view.metrics.charts.length - 1);
    assert.equal(await page.locator('.chart .no-data').innerText(), 'no data');
    assert.match(await page.locator('.figure', { hasText: 'Conflicts' }).innerText(), /no data/);
    assert.match(await page.locator('.metrics').innerText(), /3\.5 robust deviations/);
  });

  it('shows the numbers of a chart as a table, gaps as such', async () => {
    const { page } = await shown();
    const chart = page.locator('.chart', { hasText: 'Task time by agent' });
    await chart.getByRole('button', { name: 'Table' }).click();
    assert.deepEqual(await chart.locator('tr').allInnerTexts(), [
      'Name\tmedian\t90th percentile',
      'claude\t3m04s\t6m12s',
      'codex\t3m31s\t6m45s',
      'gemini\t2m30s\tno data',
    ]);
    assert.equal(await chart.locator('canvas').isVisible(), false);
  });

  it('hands CSV, SVG and PNG to its host', async () => {
    const { page, sent } = await shown();
    const chart = page.locator('.chart', { hasText: 'Slot utilisation' });
    for (const kind of ['CSV', 'SVG', 'PNG']) await chart.getByRole('button', { name: kind }).click();
    const saved = (await sent()).flatMap((message) => (message.type === 'save' ? [message] : []));
    assert.deepEqual(
      saved.map(({ name, kind }) => `${name}.${kind}`),
      ['utilization.csv', 'utilization.svg', 'utilization.png'],
    );
    assert.equal(saved[0]?.text, chartCsv(view.metrics.charts[0]!));
    assert.match(saved[1]?.text ?? '', /^<svg .*<title>Slot utilisation<\/title>.*#59a4f9.*<\/svg>$/s);
    assert.deepEqual(
      pngSize(saved[2]?.text ?? '').map((length) => length > 200),
      [true, true],
    );
  });

  async function forecastOf(shownView: DashboardView): Promise<readonly string[]> {
    open = await openDashboard({ kept: { tab: 'metrics' } });
    await open.snapshot(shownView);
    const texts = await open.page.locator('.metrics section .figure').allInnerTexts();
    return texts.map((text) => text.split(/\n+/).join('|'));
  }

  it('begins with the forecast: time, saving, utilisation, cost and the limit that binds', async () => {
    assert.deepEqual(await forecastOf(view), [
      'Time left|about 8m38s|80 %: 7m40s to 11m31s',
      'One after the other|54m20s',
      'Saved|45m42s|6.3 times as fast',
      'Critical path|15m21s|no number of agents is faster',
      'Slots in use|82 %|at most 4 at once',
      'Cost|about $4.10|80 %: $3.20 to $6.50',
      'Binding limit|provider anthropic|most of the waiting is for it',
    ]);
    const section = open!.page.locator('.metrics section');
    assert.match(await section.innerText(), /What would help\s+one more anthropic slot: -6 min/);
    assert.deepEqual(await rowsOf('Phases'), [
      'Phase\tLanded\tPlanned\tActual\tDifference',
      'Phase 1: Foundations\t4 of 4\t16m00s\t19m00s\t+3m00s',
      'Phase 2: Sign-in\t0 of 4\t16m00s\t14m03s\tnot over yet',
      'Phase 3: Hardening\t0 of 4\t16m00s\t2m59s\tnot over yet',
    ]);
    assert.deepEqual(await rowsOf('Estimates'), ['By\tTasks', '12 past tasks of claude\t7']);
  });

  it('makes nothing up of what a forecast does not know', async () => {
    const unknown = { low: null, high: null };
    const forecast = {
      ...view.forecast!,
      wallMs: { expected: 60_000, ...unknown },
      costUsd: null,
      bindingLimit: null,
    };
    const figures = await forecastOf({
      ...view,
      forecast: { ...forecast, hints: [], tasks: [] },
      phases: [],
    });
    for (const figure of ['Time left|about 1m00s|80 %: no data', 'Cost|no data', 'Binding limit|no data'])
      assert.ok(figures.includes(figure), figure);
    assert.deepEqual(await open!.page.locator('.metrics section h3').allInnerTexts(), []);
  });

  it('has a new forecast with the next message, and the times of the phases when the run is over', async () => {
    const { page, send } = await shown();
    const forecast = { ...view.forecast!, wallMs: { expected: 120_000, low: null, high: null } };
    await send({ type: 'patch', seq: 2, now: fixtureNow, patch: { forecast } });
    assert.match(await page.locator('.metrics .figure').first().innerText(), /about 2m00s/);
    const header = { ...view.header, state: 'done', endedAt: fixtureNow, eta: null };
    await send({ type: 'patch', seq: 3, now: fixtureNow, patch: { header, forecast: null } });
    assert.match(
      await page.locator('.metrics section').innerText(),
      /The run is over: nothing is ahead\..*Phase 2: Sign-in\t0 of 4\t16m00s\t14m03s\t−1m57s/s,
    );
  });

  it('has the forecast of a plan before its first run', async () => {
    const header = { ...view.header, run: null, state: 'idle', startedAt: null, eta: null } as const;
    const [first] = await forecastOf({
      ...view,
      header,
      metrics: { figures: [], charts: [], anomalies: [] },
    });
    assert.equal(first, 'Time it takes|about 8m38s|80 %: 7m40s to 11m31s');
    assert.equal(await open!.page.getByRole('heading', { name: 'Charts' }).isVisible(), false);
  });

  function rowsOf(table: string): Promise<readonly string[]> {
    return open!.page.getByRole('table', { name: table }).locator('tr').allInnerTexts();
  }

  it('draws only the charts anew that have changed', async () => {
    const { page, send } = await shown();
    const canvases = page.locator('.chart canvas');
    await canvases.evaluateAll((all) => all.forEach((canvas) => canvas.setAttribute('data-before', '')));
    const before = await canvases.count();
    const [first] = view.metrics.charts;
    const metrics = { ...view.metrics, charts: [{ ...first!, title: 'Another title' }] };
    const charts = view.metrics.charts.map(({ id }) => id);
    await send({ type: 'patch', seq: 2, now: fixtureNow, patch: { metrics, charts } });
    assert.equal(await page.locator('.chart h3').first().innerText(), 'Another title');
    assert.equal(await canvases.count(), before);
    assert.equal(await page.locator('.chart canvas[data-before]').count(), before - 1);
  });

  it('says that its charts could not be loaded', async () => {
    open = await openDashboard({ kept: { tab: 'metrics' }, missing: ['charts.js'] });
    await open.snapshot(view);
    await open.page.getByText('The charts could not be loaded: reload the page to see them.').waitFor();
    // That the file is missing is what the test is about.
    open = { ...open, problems: open.problems.filter((problem) => !problem.includes('404')) };
  });
});

/** Width and height of a PNG in base64, which are its bytes 16 to 23. */
function pngSize(base64: string): readonly number[] {
  const bytes = Buffer.from(base64, 'base64');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}
