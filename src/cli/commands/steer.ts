import { openProject } from '../../app/openProject.ts';
import { steerLatestRun } from '../../app/steer.ts';
import type { RunCommandBody } from '../../shared/command.ts';
import type { CommandContext } from '../commandSpec.ts';
import { printable } from '../../core/base/printable.ts';

/** Carries one command to the run and says what became of it. */
export async function steer(
  { terminal, cwd }: CommandContext,
  body: RunCommandBody,
  done: string,
): Promise<number> {
  const { kept } = await steerLatestRun(await openProject(cwd), body);
  terminal.print(kept ? `${printable(done)}, once the run goes on (tutti resume)` : printable(done));
  return 0;
}
