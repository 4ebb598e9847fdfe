import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { createPlanWorkspace, type PlanWorkspace } from '../support/planWorkspace.ts';
import { useHost } from '../support/useHost.ts';

const markup = `<img src=x onerror="document.title='hit'"> **bold** \`code\` $(zap) [link](command:workbench.action.quit)`;
const turned = '\u202eturned\u202c \u0007bell \u05e9\u05dc\u05d5\u05dd';
const long = 'Very long '.repeat(400).trim();
const plan = `# <b>Auth</b> $(zap)

- [ ] 1.1 ${markup} (depends: none)
- [ ] 1.2 ${turned} (depends: 1.1)
- [ ] 1.3 ${long} (depends: 1.1)
`;

describe('Titles with markup', function () {
  this.timeout(300_000);
  const host = useHost();
  let workspace: PlanWorkspace;

  afterEach(async () => {
    await workspace.dispose();
  });

  it('are text in the tree, hovers, quick picks and terminals', async () => {
    workspace = createPlanWorkspace(plan, { config: { verify: ['true'] } });
    workspace.scenario({ '1.1': [{ steps: [{ do: 'waitFor', path: workspace.door('1.1') }] }] });
    const workbench = await host.open(workspace.open);
    const { page } = workbench;
    await workbench.editor.open('plan.md', 3);
    const view = await workbench.showView('Tutti', 'Plan');
    const rows = await view.until('three tasks', (found) => found.length === 3);
    assert.equal(rows[0]?.label, '1.1 <img src=x onerror=…');
    assert.equal(rows[1]?.label, '1.2 \\u202eturned\\u202c …');
    assert.equal(rows[2]?.label, '1.3 Very long Very long…');

    assert.match(
      (await view.hoverText('1.1', '<img')).replaceAll('\u00a0', ' ').trim(),
      /^1\.1 <img src=x .*\*\*bold\*\* `code` \$\(zap\) \[link\]/,
    );
    await workbench.editor.open('plan.md', 3);
    await page.keyboard.press('Home');
    for (let column = 0; column < '- [ ] 1'.length; column++) await page.keyboard.press('ArrowRight');
    await workbench.runCommand('Show or Focus Hover');
    assert.match(
      await textOf(page, '.monaco-hover:not(.workbench-hover)'),
      /1\.1 <img src=x .*\*\*bold\*\* `code` \$\(zap\) \[link\]/,
    );

    await workbench.runCommand('Tutti: Run Task');
    const picks = await eventually(
      'the tasks',
      () => workbench.quickInput.items(),
      (items) => items.length === 3,
    );
    assert.match(picks[0]?.label ?? '', /^1\.1 <img src=x .* \*\*bold\*\* code \$\(zap\)/);
    await workbench.quickInput.cancel();

    await workbench.runCommand('Tutti: Run Plan');
    await view.until('1.1 to run', (found) => found[0]?.description.startsWith('running') === true);
    await view.clickAction('1.1', 'Show Terminal');
    await eventually(
      'the terminal',
      () => workbench.terminals.tabs(),
      (names) => names.some((name) => name.startsWith('1.1 <img src=x onerror=')),
    );
    workspace.unlock('1.1');
    await view.until('all to land', (found) =>
      found.every(({ description }) => description.startsWith('landed')),
    );
    assert.equal(await page.locator('img[src="x"]').count(), 0);
    assert.notEqual(await page.title(), 'hit');
  });
});

function textOf(page: Page, selector: string): Promise<string> {
  return eventually(
    'the hover',
    async () =>
      (await page.locator(`${selector}:visible`).allInnerTexts()).join('\n').replaceAll('\u00a0', ' ').trim(),
    (text) => text.includes('<img'),
  );
}
