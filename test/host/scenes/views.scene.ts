import type { Scene } from '../support/scene.ts';
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
    await workbench.setTheme('light');
    await picture('views-light');
    await workbench.setTheme('high contrast dark');
    await picture('views-high-contrast');
  },
};
