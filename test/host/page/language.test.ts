import { describe, it } from 'mocha';
import { eventually } from '../support/eventually.ts';
import { createPlanWorkspace } from '../support/planWorkspace.ts';
import { useHost } from '../support/useHost.ts';

describe('the editor of a plan', () => {
  const host = useHost();

  it('shows what a task waits for where it is written', async () => {
    const workspace = createPlanWorkspace('# P\n\n- [ ] 1.1 One\n- [ ] 1.2 Two (depends: 1.1)\n');
    try {
      const workbench = await host.open(workspace.open);
      await workbench.editor.open('plan.md');
      await workbench.editor.clickCodeLens('1.2', 'Waits for 1.1');
      const peek = workbench.page.locator('.peekview-widget');
      await peek.getByText('plan.md').first().waitFor();
    } finally {
      await workspace.dispose();
    }
  });

  it('forgets the problems of a plan that is closed', async () => {
    const workspace = createPlanWorkspace('# P\n\n- [ ] 1.1 One (depends: 9.9)\n');
    try {
      const workbench = await host.open(workspace.open);
      await workbench.editor.open('plan.md');
      const squiggles = () => workbench.editor.squiggles('error');
      await eventually('the problem', squiggles, (count) => count === 1);
      const errors = () => workbench.page.locator('[id="status.problems"]').getAttribute('aria-label');
      await eventually('it to be counted', errors, (label) => label?.includes('1') === true);
      await workbench.runCommand('View: Close All Editors');
      await eventually('no problem', errors, (label) => label?.includes('1') === false);
    } finally {
      await workspace.dispose();
    }
  });
});
