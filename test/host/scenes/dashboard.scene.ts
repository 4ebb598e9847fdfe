import type { Scene } from '../support/scene.ts';
import { makeStandingRun } from '../support/standingRun.ts';
import type { Theme } from '../support/workbench.ts';

const themes: readonly (readonly [Theme, string])[] = [
  ['dark', 'dark'],
  ['light', 'light'],
  ['high contrast dark', 'high-contrast'],
  ['high contrast light', 'high-contrast-light'],
];
const tabs = ['Graph', 'Timeline', 'Metrics', 'Table'] as const;

/** Every tab of the dashboard in every theme, while a run waits for a person. */
export const scene: Scene = {
  size: { width: 1280, height: 800 },
  prepare: () => makeStandingRun(),
  play: async ({ workbench, picture }) => {
    await workbench.editor.open('plan.md', 8);
    await workbench.runCommand('Tutti: Run Plan');
    await workbench.statusBar.until(
      'tutti.health',
      'two tasks to wait for the user',
      (item) => item?.text.includes('2 need you') ?? false,
    );
    await workbench.runCommand('Tutti: Show Dashboard');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.runCommand('Notifications: Clear All Notifications');
    const page = workbench.webview();
    await page.locator('[data-ref="plan/1.2"]').waitFor();
    for (const [theme, name] of themes) {
      await workbench.setTheme(theme);
      for (const tab of tabs) {
        await page.getByRole('tab', { name: tab }).click();
        if (tab === 'Graph') await page.getByRole('button', { name: 'Fit' }).click();
        if (tab === 'Metrics') await page.locator('.uplot canvas').first().waitFor();
        await picture(`dashboard-${tab.toLowerCase()}-${name}`);
      }
    }
  },
};
