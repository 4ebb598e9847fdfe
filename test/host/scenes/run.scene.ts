import { makeDemo } from '../../../src/app/demo.ts';
import { holdAgents } from '../support/holdAgents.ts';
import { projectFolder } from '../support/projectFolder.ts';
import type { Scene } from '../support/scene.ts';

/** Their agents are at work, and nothing else is, in the picture of the middle: all parts of the window agree. */
const held = ['2.1', '3.3'];
let letGo: (task: string) => void = () => undefined;

/** The demo's plan of twelve tasks and a checkpoint, from the first command to the last landing. */
export const scene: Scene = {
  size: { width: 1400, height: 900 },
  prepare: async () => {
    const demo = await makeDemo(projectFolder);
    letGo = holdAgents(demo, held);
    return { open: demo.repository, dispose: demo.remove };
  },
  play: async ({ workbench, picture, film }) => {
    const { editor, statusBar, terminals } = workbench;
    await editor.open('plans/invoice.md', 43);
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
      await plan.clickAction('2.1', 'Show Terminal');
      await terminals.waitForText('test/tax.test.js');
      await plan.until('the count of the first phase', (rows) =>
        rows.some(({ label, description }) => label === '1 Foundations' && description === '3/3'),
      );
      await workbench
        .view('Workers')
        .until('3.3 at work', (rows) => rows.some(({ label }) => label.startsWith('3.3')));
      await picture('run-middle');
      for (const task of held) letGo(task);
      for (let count = 6; count <= 13; count += 1) await untilLanded(count);
    });
    await picture('run-end');
  },
};

/** Of "4/13" in the status bar. */
function landedIn(text = ''): number {
  return Number(/(\d+)\/\d+/.exec(text)?.[1] ?? 0);
}
