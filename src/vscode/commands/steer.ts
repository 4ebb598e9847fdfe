import * as vscode from 'vscode';
import { UserError } from '../../core/base/userError.ts';
import type { RunCommandBody } from '../../shared/command.ts';
import { isUnderWay } from '../../shared/runState.ts';
import type { Repository } from '../repository/repository.ts';
import type { PlanTarget, TaskTarget } from './targets.ts';
import { requireTrust } from './trust.ts';

/** A command about one task, with the task as `plan/id` of the run. */
export type TaskCommandBody = Extract<RunCommandBody, { readonly task: string }>;

export interface SteerOptions {
  readonly goOn: boolean;
}

export function isLive({ status }: Repository): boolean {
  return status !== null && isUnderWay(status.state);
}

/**
 * Carries a command to the run of the repository. One that nobody plays keeps it for its resume; `goOn` resumes it at
 * once. Throws UserError when nothing was done.
 */
export async function steer(
  repository: Repository,
  body: RunCommandBody,
  options?: SteerOptions,
): Promise<void> {
  await steerEach(repository, [body], options);
}

/** The same for commands that belong together: the first that is refused is the last. */
export async function steerEach(
  repository: Repository,
  bodies: readonly RunCommandBody[],
  options: SteerOptions = { goOn: false },
): Promise<void> {
  await steerRun(repository, bodies, { ...options, run: repository.status?.run ?? null });
}

/** The same for the run that tells how the plan of a task stands: an earlier one is followed from then on. */
export async function steerPlan(
  { repository, checked, status }: PlanTarget,
  body: TaskCommandBody,
  options: SteerOptions = { goOn: false },
): Promise<void> {
  const run = status?.run ?? null;
  const shown = repository.status?.run ?? null;
  if (isLive(repository) && run !== shown)
    throw new UserError(
      `${shown ?? ''} is played now, without ${checked.path}: try again when it has ended.`,
      1,
    );
  await steerRun(repository, [body], { ...options, run });
}

async function steerRun(
  repository: Repository,
  bodies: readonly RunCommandBody[],
  { goOn, run }: SteerOptions & { readonly run: string | null },
): Promise<void> {
  requireTrust();
  if (bodies.length === 0) return;
  const wasLive = isLive(repository);
  const { handle: shown } = repository;
  // A run that is over takes nothing more; followed anew it keeps commands for its resume.
  const handle = shown !== null && wasLive ? shown : await repository.follow(run);
  for (const body of bodies) {
    const answer = await handle.command(body);
    if (!answer.ok) throw new UserError(sentence(answer.reason), 1);
  }
  if (wasLive) return;
  if (goOn) await repository.resume(handle.run);
  else offerResume(repository, handle.run);
}

/** The same for a task of a plan that no run has yet. */
export function requireRow({ task, status }: TaskTarget): void {
  if (task.row !== null) return;
  throw new UserError(
    status === null
      ? `No run has task ${task.id} yet.`
      : `The run ${status.run} does not have task ${task.id}.`,
    1,
    'noRun',
  );
}

/** A reason as the engine gives it, as a sentence. */
export function sentence(reason: string): string {
  const start = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

/** Not awaited: the command is over, whether or not somebody presses the button. */
function offerResume(repository: Repository, run: string): void {
  void vscode.window
    .showInformationMessage('This is done as soon as the run goes on.', 'Resume Run')
    .then((button) => {
      const folder = repository.folder.uri.toString();
      if (button !== undefined) void vscode.commands.executeCommand('tutti.resume', { folder, run });
    });
}
