import { makeDemo } from '../../../src/app/demo.ts';
import { projectFolder } from '../support/projectFolder.ts';
import type { Scene } from '../support/scene.ts';

/** The demo's plan of twelve tasks and a checkpoint, from the first command to the last landing. */
export const scene: Scene = {
  size: { width: 1400, height: 900 },
  prepare: async () => {
    const demo = await makeDemo(projectFolder);
    return { open: demo.repository, dispose: demo.remove };
  },
  play: async ({ workbench, picture, film }) => {
    const { editor, statusBar, terminals } = workbench;
    await editor.open('plans/invoice.md', 14);
    const plan = await workbench.showView('Tutti', 'Plan');
    await workbench.resizeSideBar(420);
    await plan.until('rows', (rows) => rows.length > 0);
    const untilLanded = (count: number): Promise<unknown> =>
      statusBar.until('tutti.health', `${String(count)} landed`, (item) => landedIn(item?.text) >= count);
    await film('run', async () => {
      await workbench.runCommand('Tutti: Run Plan');
      await plan.until('1.2 at work', (rows) =>
        rows.some(({ label, actions }) => label.startsWith('1.2') && actions.includes('Show Terminal')),
      );
      await plan.clickAction('1.2', 'Show Terminal');
      await terminals.waitForText('session');
      await untilLanded(5);
      await picture('run-middle');
      for (let count = 6; count <= 13; count += 1) await untilLanded(count);
    });
    await picture('run-end');
  },
};

/** Of "4/13" in the status bar. */
function landedIn(text = ''): number {
  return Number(/(\d+)\/\d+/.exec(text)?.[1] ?? 0);
}
