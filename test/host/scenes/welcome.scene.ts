import { createGitRepo } from '../../support/gitRepo.ts';
import type { Scene } from '../support/scene.ts';

/** The side bar in a repository without a plan. */
export const scene: Scene = {
  size: { width: 1280, height: 800 },
  prepare: () => {
    const repo = createGitRepo();
    // A machine that makes pictures has no agent of its own.
    repo.commit({ 'tutti.json': '{ "agent": "script" }\n' });
    return { open: repo.folder, dispose: () => repo.dispose() };
  },
  play: async ({ workbench, picture }) => {
    const plan = await workbench.showView('Tutti', 'Plan');
    await plan.pane.locator('.welcome-view-content:visible').first().waitFor();
    await picture('welcome');
  },
};
