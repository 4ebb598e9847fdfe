import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { createPlanWorkspace, type PlanWorkspace } from '../support/planWorkspace.ts';
import { projectFolder } from '../support/projectFolder.ts';
import { useHost } from '../support/useHost.ts';

describe('The packed extension', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tutti-package-'));
  const vsix = join(folder, 'tutti.vsix');
  let workspace: PlanWorkspace | null = null;
  before(() => {
    // Fails by itself beyond the budget of its size.
    execFileSync(process.execPath, [join(projectFolder, 'scripts', 'package.mjs'), '--out', vsix]);
    workspace = createPlanWorkspace('# Plan\n\n- [ ] 1.1 One\n- [ ] 1.2 Two (depends: 1.1)\n', {
      config: { verify: ['true'] },
    });
  });
  const host = useHost({ vsix });
  after(async () => {
    await workspace?.dispose();
    rmSync(folder, { recursive: true });
  });

  it('is installed, and plays a plan without any node_modules beside it', async () => {
    const workbench = await host.open(workspace?.open ?? null);
    await workbench.runCommand('Tutti: Run Plan');
    const plan = await workbench.showView('Tutti', 'Plan');
    await plan.until('both tasks to land', (rows) => {
      return rows.filter(({ description }) => description.startsWith('landed')).length === 2;
    });
  });
});
