import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { eventually } from '../support/eventually.ts';
import { createPlanWorkspace, type PlanWorkspace } from '../support/planWorkspace.ts';
import { RunFiles } from '../support/runFiles.ts';
import { useHost } from '../support/useHost.ts';

const plan = '# Auth\n\n- [ ] 1.1 Users table (depends: none)\n- [ ] 1.2 Login (depends: 1.1, 9.9)\n';

describe('A folder that is not trusted', function () {
  this.timeout(300_000);
  const host = useHost({ trusted: false });
  let workspace: PlanWorkspace;

  afterEach(async () => {
    await workspace.dispose();
  });

  it('shows and checks plans, runs nothing, and all of it once it is trusted', async () => {
    workspace = createPlanWorkspace(plan, { config: { verify: ['true'] } });
    const workbench = await host.open(workspace.open);
    const view = await workbench.showView('Tutti', 'Plan');
    await view.until('the tasks', (rows) => rows.some(({ label }) => label.startsWith('1.2')));
    const said = 'This folder is not trusted: plans can be read and checked, but nothing runs.';
    assert.equal(await view.message(), said);
    await workbench.editor.open('plan.md', 4);
    await eventually(
      'the problem to be underlined',
      () => workbench.editor.squiggles('error'),
      (count) => count === 1,
    );
    assert.equal(await workbench.hasCommand('Tutti: Run Plan'), false);
    assert.equal(existsSync(join(workspace.open, '.tutti')), false);

    workspace.repo.write('plan.md', plan.replace(', 9.9', ''));
    await workbench.runCommand('Workspaces: Manage Workspace Trust');
    await workbench.page
      .locator('.workspace-trust-editor')
      .getByText('Trust', { exact: true })
      .first()
      .click();
    await eventually(
      'no message',
      () => view.message(),
      (text) => text === '',
    );
    await workbench.runCommand('Tutti: Run Plan');
    await new RunFiles(workspace.open).untilState('done');
  });
});
