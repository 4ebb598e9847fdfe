import { openProject } from '../../app/openProject.ts';
import type { Project, RunHandle } from '../../app/project.ts';
import { requireTask } from '../../app/rehearsal.ts';
import { ownerOf } from '../../app/runOwner.ts';
import { followRun, latestStatus } from '../../app/runs.ts';
import { UserError } from '../../core/base/userError.ts';
import type { RunCommandBody } from '../../shared/command.ts';
import type { CommandContext } from '../commandSpec.ts';
import { printable } from '../printable.ts';

/**
 * Carries one command to the run and says what became of it. A command about a task of a run that nobody plays is kept
 * for its resume; one about the run itself would mean nothing then.
 */
export async function steer(
  { terminal, cwd }: CommandContext,
  body: RunCommandBody,
  done: string,
): Promise<number> {
  const project = await openProject(cwd);
  const handle = await followRun(project, null);
  try {
    const owner = ownerOf(project, handle.run);
    if ('task' in body) requireTask(project, handle.run, body.task);
    else if (owner === null) throw await nothingGoesOn(project, handle);
    const answer = await handle.command(body);
    if (!answer.ok) throw new UserError(`Nothing was done: ${answer.reason}.`, 1);
    terminal.print(
      owner === null ? `${printable(done)}, once the run goes on (tutti resume)` : printable(done),
    );
    return 0;
  } finally {
    await handle.dispose();
  }
}

async function nothingGoesOn(project: Project, { run }: RunHandle): Promise<UserError> {
  const { state, reason } = await latestStatus(project, run);
  const why = reason === null ? '' : `: ${reason}`;
  return new UserError(`No run is going on in this repository; ${run} is ${state}${why}.`, 1);
}
