import { openProject } from '../../app/openProject.ts';
import { PastAttempts } from '../../app/pastAttempts.ts';
import type { Project, RunHandle } from '../../app/project.ts';
import { ResourceLog } from '../../app/resourceLog.ts';
import { ownerOf } from '../../app/runOwner.ts';
import { followRun, requireRun, resumeRun } from '../../app/runs.ts';
import { systemClock } from '../../app/systemClock.ts';
import type { CommandContext } from '../commandSpec.ts';
import { showRun } from '../showRun.ts';
import type { Terminal } from '../terminal.ts';

interface WatchValues {
  readonly run: string | null;
  readonly json: boolean;
}

/** In an attended terminal with room for them in panes, where the run can be steered; `plain`: the table in any case. */
export async function watch(
  { terminal, cwd }: CommandContext,
  { run, json, plain }: WatchValues & { readonly plain: boolean },
): Promise<number> {
  const project = await openProject(cwd);
  const handle = await followRun(project, run);
  const past = new PastAttempts(project.stateFolder);
  const machine = new ResourceLog(project.root, systemClock);
  machine.setWatched(terminal.live && !plain);
  const panes = plain ? null : { past: () => past.lines(), resources: () => machine.samples() };
  const summary = await showRun(handle, terminal, { json, live: true, interrupt: 'leave', panes });
  machine.dispose();
  return summary?.exitCode ?? 0;
}

/** Goes on with a run that stopped; one that another process plays is taken out of its pause and watched. */
export async function resume(
  { terminal, cwd }: CommandContext,
  { run, only, json, noWatch }: WatchValues & { readonly only: readonly string[]; readonly noWatch: boolean },
): Promise<number> {
  const since = Date.now();
  const project = await openProject(cwd);
  const name = requireRun(project, run);
  const owner = ownerOf(project, name);
  const handle =
    owner === null
      ? await resumeRun(project, {
          run: name,
          attended: terminal.interactive,
          only: only.length === 0 ? null : only,
        })
      : await joinRun(project, name, { owner, terminal, only });
  const interrupt = handle.owned ? 'stop' : 'leave';
  const summary = await showRun(handle, terminal, { json, live: !noWatch, interrupt, since });
  return summary?.exitCode ?? 0;
}

async function joinRun(
  project: Project,
  run: string,
  {
    owner,
    terminal,
    only,
  }: { readonly owner: number; readonly terminal: Terminal; readonly only: readonly string[] },
): Promise<RunHandle> {
  const handle = await followRun(project, run);
  terminal.report(`The run ${handle.run} is played by process ${owner}.`);
  if (only.length > 0) {
    const selected = await handle.command({ type: 'select', tasks: only });
    if (!selected.ok) terminal.report(`Nothing was selected: ${selected.reason}`);
  }
  const { state } = handle.status();
  if (state !== 'paused' && state !== 'draining') return handle;
  const answer = await handle.command({ type: 'unpause' });
  if (!answer.ok) terminal.report(`It does not go on: ${answer.reason}`);
  return handle;
}
