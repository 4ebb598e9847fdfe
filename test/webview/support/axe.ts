import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

declare global {
  interface Window {
    axe?: { run(): Promise<AxeResults> };
  }
}

let source: string | null = null;

/** What axe finds serious or critical, one line each. */
export async function seriousFindings(page: Page | Frame): Promise<readonly string[]> {
  source ??= readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
  // By the debugger: the page's policy keeps out what is added as a script.
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(source);
  return page.evaluate(async () => {
    if (window.axe === undefined) throw new Error('axe did not load');
    const { violations } = await window.axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
      );
  });
}
