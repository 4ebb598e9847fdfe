import { UserError } from '../core/base/userError.ts';
import type { RunCommandBody } from '../shared/command.ts';
import type { Project, RunHandle } from './project.ts';
import { requireTask } from './rehearsal.ts';
import { ownerOf } from './runOwner.ts';
import { followRun, latestStatus } from './runs.ts';

export interface Steered {
  readonly run: string;
  /** Nobody plays the run: the command is carried out when it goes on. */
  readonly kept: boolean;
}

/**
 * Carries one command to the latest run. A command about a task of a run that nobody plays is kept for its resume; one
 * about the run itself would mean nothing then. Throws UserError when nothing was done.
 */
export async function steerLatestRun(project: Project, body: RunCommandBody): Promise<Steered> {
  const handle = await followRun(project, null);
  try {
    const owner = ownerOf(project, handle.run);
    if ('task' in body) requireTask(project, handle.run, body.task);
    else if (owner === null) throw await nothingGoesOn(project, handle);
    const answer = await handle.command(body);
    if (!answer.ok) throw new UserError(`Nothing was done: ${answer.reason}.`, 1);
    return { run: handle.run, kept: owner === null };
  } finally {
    await handle.dispose();
  }
}

async function nothingGoesOn(project: Project, { run }: RunHandle): Promise<UserError> {
  const { state, reason } = await latestStatus(project, run);
  const why = reason === null ? '' : `: ${reason}`;
  return new UserError(`No run is going on in this repository; ${run} is ${state}${why}.`, 1);
}
