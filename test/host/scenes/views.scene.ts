import type { Scene } from '../support/scene.ts';
import type { Workbench } from '../support/workbench.ts';
import { makeStandingRun } from '../support/standingRun.ts';

/** The four views and the status bar while a run waits for a person. */
export const scene: Scene = {
  size: { width: 1280, height: 800 },
  prepare: () => makeStandingRun(),
  play: async ({ workbench, picture }) => {
    await workbench.editor.open('plan.md', 8);
    const plan = await workbench.showView('Tutti', 'Plan');
    await plan.until('rows', (rows) => rows.length > 0);
    await picture('views-idle');
    await workbench.runCommand('Tutti: Run Plan');
    await workbench.statusBar.until(
      'tutti.health',
      'two tasks to wait for the user',
      (item) => item?.text.includes('2 need you') ?? false,
    );
    await plan.until('a failed task', (rows) =>
      rows.some(({ description }) => description.startsWith('failed')),
    );
    await workbench.runCommand('Tutti: Focus on Plan View');
    await picture('views-dark');
    // What can be told apart without colours needs none.
    await workbench.page.evaluate(() => {
      document.body.style.filter = 'grayscale(1)';
    });
    await picture('views-without-colour');
    await workbench.page.evaluate(() => {
      document.body.style.filter = '';
    });
    await workbench.setTheme('light');
    await picture('views-light');
    await workbench.setTheme('high contrast dark');
    await picture('views-high-contrast');
    await workbench.setTheme('dark');
    await narrow(workbench, 200);
    await picture('views-narrow');
  },
};

/** Drags the edge of the side bar. */
async function narrow({ page }: Workbench, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('There is no side bar.');
  const edge = box.x + box.width;
  await page.mouse.move(edge, 400);
  await page.mouse.down();
  await page.mouse.move(box.x + width, 400, { steps: 5 });
  await page.mouse.up();
}
