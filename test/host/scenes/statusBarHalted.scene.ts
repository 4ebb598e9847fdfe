import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEvent } from '../../../src/core/engine/events.ts';
import type { RunStatus } from '../../../src/shared/status.ts';
import { readLines } from '../../support/cliRig.ts';
import { createPlanWorkspace } from '../support/planWorkspace.ts';
import { projectFolder } from '../support/projectFolder.ts';
import type { Scene } from '../support/scene.ts';

const text = '# Sign in\n\n- [ ] 1.1 Table of accounts\n- [ ] 1.2 Hash passwords (depends: 1.1)\n';
const reason = 'no space left on the disk';

/** A window that finds a run which could not go on. */
export const scene: Scene = {
  size: { width: 1280, height: 800 },
  prepare: () => {
    const workspace = createPlanWorkspace(text, { config: { verify: ['true'] } });
    const program = join(projectFolder, 'dist', 'tutti.mjs');
    spawnSync(process.execPath, [program, 'run', 'plan.md'], { cwd: workspace.open, timeout: 120_000 });
    halt(workspace.open);
    return workspace;
  },
  play: async ({ workbench, picture }) => {
    await workbench.editor.open('plan.md', 1);
    const plan = await workbench.showView('Tutti', 'Plan');
    await workbench.statusBar.until('tutti.health', 'halted', (item) => item?.background === 'error');
    await plan.until('the tasks', (rows) => rows.length === 2);
    await picture('status-halted');
  },
};

/** As if the disk had been full at the end of the latest run. */
function halt(repository: string): void {
  const runs = join(repository, '.tutti', 'runs');
  const run = join(runs, readdirSync(runs).sort().at(-1) ?? 'none');
  const journal = join(run, 'journal.ndjson');
  const last = (readLines(journal) as readonly JournalEvent[]).at(-1);
  if (last === undefined) throw new Error(`The run in ${run} has no journal.`);
  const event: JournalEvent = {
    seq: last.seq + 1,
    at: last.at + 1,
    generation: last.generation,
    type: 'runHalted',
    reason,
  };
  appendFileSync(journal, `${JSON.stringify(event)}\n`);
  const file = join(run, 'status.json');
  const status = JSON.parse(readFileSync(file, 'utf8')) as RunStatus;
  writeFileSync(file, JSON.stringify({ ...status, state: 'halted', reason }));
}
