import { UserError } from '../../core/base/userError.ts';
import type { AttemptStatus, TaskStatusRow } from '../../shared/status.ts';
import type { HostServices } from '../hostServices.ts';
import { isTreeRow } from '../views/treeRow.ts';
import { oneTask } from './askTask.ts';
import { pickOne } from './pickLive.ts';
import { requireRow } from './steer.ts';
import type { PlanTarget, TaskTarget } from './targets.ts';

/** A task that a run has. */
export interface WorkTarget extends TaskTarget {
  readonly row: TaskStatusRow;
  /** `plan/id` in the run. */
  readonly ref: string;
}

const started = [
  'needs-you',
  'failed',
  'preparing',
  'running',
  'waiting',
  'queued',
  'landing',
  'landed',
  'cancelled',
  'skipped',
] as const;

/** The task that is named, or one with work that a person picks; null when they leave. Throws UserError without a run. */
export async function workTask(
  services: HostServices,
  args: readonly unknown[],
  title: string,
): Promise<WorkTarget | null> {
  const question = { title, states: started, none: 'No task has started yet.' };
  const target = await oneTask(services, args, question);
  return target === null ? null : requireWork(target);
}

/** Throws UserError when no run has the task. */
export function requireWork(target: TaskTarget): WorkTarget {
  requireRow(target);
  const { row } = target.task;
  if (row === null) throw new Error('a row was required');
  return { ...target, row, ref: `${row.plan}/${row.id}` };
}

/** Id of the run that tells how the plan stands. Throws UserError without one. */
export function requireRun({ status }: PlanTarget): string {
  if (status !== null) return status.run;
  throw new UserError('There is no run yet.', 1, 'noRun');
}

/** Number of the attempt whose row the command was called on. */
export function attemptOf([first]: readonly unknown[]): number | null {
  return isTreeRow(first) && first.kind === 'attempt' ? first.attempt : null;
}

/** The gate command whose row the command was called on. */
export function gateOf([first]: readonly unknown[]): GateName | null {
  return isTreeRow(first) && first.kind === 'gate'
    ? { attempt: first.attempt, command: first.command }
    : null;
}

export interface GateName {
  readonly attempt: number;
  readonly command: string;
}

/** Whether the command was called on the row of a plan or on a file. */
export function namesPlan([first]: readonly unknown[]): boolean {
  return isTreeRow(first) && first.kind === 'plan';
}

export async function pickAttempt(
  { task }: WorkTarget,
  attempts: readonly AttemptStatus[],
  title: string,
): Promise<number | null> {
  const [only, other] = attempts;
  if (only !== undefined && other === undefined) return only.number;
  return pickOne<number>({
    title,
    placeholder: `${task.id} ${task.title}`,
    items: () =>
      attempts.toReversed().map(({ number, agent, state, reason }) => ({
        key: String(number),
        label: `Attempt ${String(number)}`,
        description: `${agent}, ${state}`,
        ...(reason === null ? {} : { detail: reason }),
        value: number,
      })),
  });
}
