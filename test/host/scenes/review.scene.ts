import { createConflictRun } from '../support/conflictRun.ts';
import type { Scene } from '../support/scene.ts';

/** What a person looks at before work lands: the changes of a task, a conflict, and what can go afterwards. */
export const scene: Scene = {
  size: { width: 1280, height: 800 },
  prepare: () => {
    const rig = createConflictRun();
    return { open: rig.repo.folder, dispose: () => rig.dispose() };
  },
  play: async ({ workbench, picture }) => {
    const plan = await workbench.showView('Tutti', 'Plan');
    await plan.until('the run', (rows) => rows.some(({ description }) => description.includes('conflict')));
    await workbench.runCommand('Tutti: Show Changes');
    await workbench.quickInput.choose('A2 Two');
    await workbench.page.locator('.monaco-editor .view-line', { hasText: 'from two' }).first().waitFor();
    await picture('changes');
    await workbench.runCommand('Tutti: Resolve Conflict');
    await workbench.quickInput.choose('A1 One');
    await workbench.notifications.waitFor('Resolve and save, then continue.');
    await workbench.page.locator('.merge-editor').first().waitFor();
    await picture('conflict');
    await workbench.runCommand('Tutti: Clean Up Worktrees and Branches…');
    await workbench.quickInput.untilItem('tutti/plan/A1-one');
    await picture('clean-up');
  },
};
