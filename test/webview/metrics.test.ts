import assert from 'node:assert/strict';
import { chartCsv } from '../../src/shared/dashboard/chartTable.ts';
import { dashboardView } from '../support/dashboardView.ts';
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
