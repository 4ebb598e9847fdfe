import { makeDemo } from '../../../src/app/demo.ts';
import { projectFolder } from '../support/projectFolder.ts';
import type { Scene } from '../support/scene.ts';

/** The demo's plan of twelve tasks, from the first command to the last landing. */
export const scene: Scene = {
  size: { width: 1280, height: 800 },
  prepare: async () => {
    const demo = await makeDemo(projectFolder);
    return { open: demo.repository, dispose: demo.remove };
  },
  play: async ({ workbench, picture, film }) => {
    await workbench.editor.open('plans/invoice.md', 8);
    const plan = await workbench.showView('Tutti', 'Plan');
    await plan.until('rows', (rows) => rows.length > 0);
    await film('run', async () => {
      await workbench.runCommand('Tutti: Run Ready Tasks');
      await plan.until('a task at work', (rows) =>
        rows.some(({ description }) => description.startsWith('running')),
      );
      await workbench.statusBar.until('tutti.health', 'half of it landed', (item) =>
        /\b[6-9]\/12/.test(item?.text ?? ''),
      );
      await picture('run-middle');
      await workbench.statusBar.until('tutti.health', 'all landed', (item) =>
        /\b12\/12/.test(item?.text ?? ''),
      );
    });
    await picture('run-end');
  },
};
