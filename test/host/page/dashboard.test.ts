import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import type { FrameLocator } from 'playwright-core';
import { seriousFindings } from '../../webview/support/axe.ts';
import { chooseMenuItem } from '../support/contextMenu.ts';
import { eventually } from '../support/eventually.ts';
import { createPlanWorkspace, type PlanWorkspace } from '../support/planWorkspace.ts';
import { RunFiles } from '../support/runFiles.ts';
import { useHost } from '../support/useHost.ts';
import type { Workbench } from '../support/workbench.ts';

const plan = `# Shop

## Phase 1: Foundation

- [ ] 1.1 Users table
- [ ] 1.2 <img src=x onerror=document.title='broken'> Login

## Phase 2: Pages

- [ ] 2.1 Report (depends: 1.1, 1.2)
`;

describe('The dashboard in a window', function () {
  this.timeout(300_000);
  const host = useHost();
  let workspace: PlanWorkspace;

  afterEach(async () => {
    await workspace.dispose();
  });

  async function openDashboard(): Promise<{ workbench: Workbench; page: FrameLocator }> {
    workspace = createPlanWorkspace(plan, {
      config: { verify: ['true'], plans: ['plan.md', 'next.md'] },
    });
    workspace.scenario({
      '1.1': [{ steps: [{ do: 'waitFor', path: workspace.door('1.1') }] }],
    });
    const workbench = await host.open(workspace.open);
    await workbench.editor.open('plan.md', 5);
    await workbench.runCommand('Tutti: Show Dashboard');
    const page = workbench.webview();
    await page.locator('[data-ref="plan/1.1"]').waitFor();
    return { workbench, page };
  }

  /** The label of a node: all that it says. */
  const label = async (page: FrameLocator, ref: string): Promise<string> =>
    (await page.locator(`[data-ref="${ref}"]`).getAttribute('aria-label')) ?? '';

  const untilLabel = (page: FrameLocator, ref: string, part: string): Promise<string> =>
    eventually(
      `${ref} to be ${part}`,
      () => label(page, ref),
      (text) => text.includes(part),
    );

  it('shows a plan, then its run as it goes, and does what is asked of it', async () => {
    const { workbench, page } = await openDashboard();
    const run = new RunFiles(workspace.open);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await untilLabel(page, 'plan/1.1', 'running');
    await untilLabel(page, 'plan/1.2', 'landed');
    // A title is text, whatever is in it.
    assert.match(await label(page, 'plan/1.2'), /<img src=x onerror/);
    assert.equal(await page.locator('img').count(), 0);
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy ?? '', /^default-src 'none'; .*script-src 'nonce-[\w+/=]{22,}' 'strict-dynamic'$/);
    await page.getByRole('button', { name: 'Pause' }).click();
    await run.untilState('paused');
    await page.getByRole('button', { name: 'Resume' }).click();
    await run.untilState('running');
    // The menu of a task is the editor's own, and knows which one it is.
    await page.locator('[data-ref="plan/2.1"]').click({ button: 'right' });
    await chooseMenuItem(workbench.page, 'Why Is This Waiting?');
    await eventually(
      'the answer',
      () => workbench.quickInput.captions(),
      (captions) => captions.some((caption) => caption.includes('2.1')),
    );
    await workbench.quickInput.cancel();
    workspace.unlock('1.1');
    await run.untilState('done');
    await untilLabel(page, 'plan/2.1', 'landed');
  });

  it('shows a plan that was not run, when its row asks for it, also after a reload', async () => {
    const { workbench, page } = await openDashboard();
    workspace.unlock('1.1');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await new RunFiles(workspace.open).untilState('done');
    writeFileSync(join(workspace.open, 'next.md'), '# Next\n\n- [ ] 1.1 Report\n');
    const view = await workbench.showView('Tutti', 'Plan');
    await view.chooseFromMenu('Next', 'Show Dashboard');
    await page.locator('[data-ref="next/1.1"]').waitFor();
    assert.equal(await page.locator('[data-ref="plan/1.1"]').count(), 0);
    await workbench.reload();
    await workbench.webview().locator('[data-ref="next/1.1"]').waitFor();
  });

  it('is reached by the command palette and toured by keys alone, without serious findings', async () => {
    const { workbench, page } = await openDashboard();
    const { keyboard } = workbench.page;
    const frame = await (await page.locator('body').elementHandle()).ownerFrame();
    assert.ok(frame != null);
    const focused = () => frame.evaluate(() => document.activeElement?.textContent ?? '');
    for (let stops = 0; stops < 12 && (await focused()) !== 'Graph'; stops += 1) await keyboard.press('Tab');
    assert.equal(await focused(), 'Graph');
    for (const tab of ['Timeline', 'Metrics', 'Table', 'Graph']) {
      await keyboard.press('ArrowRight');
      await page.getByRole('tab', { name: tab, selected: true }).waitFor();
      assert.deepEqual(await seriousFindings(frame), [], tab);
    }
  });

  it('is used with the keyboard alone, and comes back after a reload as it was', async () => {
    const { workbench, page } = await openDashboard();
    await page.getByRole('tab', { name: 'Graph' }).focus();
    await workbench.page.keyboard.press('ArrowRight');
    await workbench.page.keyboard.press('ArrowRight');
    await workbench.page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: 'Table', selected: true }).waitFor();
    await eventually(
      'the rows',
      () => page.getByRole('row').allInnerTexts(),
      (rows) => ['1.1', '1.2', '2.1'].every((id) => rows.some((row) => row.includes(id))),
    );
    await workbench.reload();
    const again = workbench.webview();
    await again.getByRole('tab', { name: 'Table', selected: true }).waitFor();
    await eventually(
      'the rows again',
      () => again.getByRole('row').allInnerTexts(),
      (rows) => rows.some((row) => row.includes('2.1')),
    );
  });
});
