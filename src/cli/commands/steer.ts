import { openProject } from '../../app/openProject.ts';
import { runOwner } from '../../app/runOwner.ts';
import { followRun } from '../../app/runs.ts';
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
  const owner = runOwner(project);
  if (owner === null && !('task' in body)) throw new UserError('No run is going on in this repository.', 1);
  const handle = await followRun(project, null);
  try {
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
