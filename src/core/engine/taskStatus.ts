import type { RunTask, RunVerification } from './runPlan.ts';
import type { TaskStatus } from './state.ts';

/** Landed or skipped: whoever depends on it may go on. */
export function isSatisfied(status: TaskStatus): boolean {
  return status.name === 'landed' || status.name === 'skipped';
}

/** Why a task counts as landed that a person did by hand. */
export const markedDone = 'marked done by you';

/** Satisfied by a person's word alone, which they can take back. */
export function isByWord(status: TaskStatus): boolean {
  return (
    status.name === 'skipped' ||
    (status.name === 'landed' && status.commit === null && status.why === markedDone)
  );
}

/** Of a task that was done before the run. */
export function satisfiedBefore({ satisfied, landedAs }: RunTask | RunVerification): TaskStatus {
  return { name: 'landed', commit: landedAs ?? null, gated: true, why: satisfied };
}

/** Ended without satisfying those that depend on it. */
export function isBroken(status: TaskStatus): boolean {
  return status.name === 'failed' || status.name === 'cancelled' || status.name === 'blocked';
}

/** Something of the engine's own is under way for it, so that the run can't end. */
export function isActive(status: TaskStatus): boolean {
  switch (status.name) {
    case 'preparing':
    case 'running':
    case 'settling':
    case 'verifying':
      return true;
    case 'needs-you':
      return status.live;
    default:
      return false;
  }
}

export function holdsLimits(status: TaskStatus): boolean {
  return (
    status.name === 'preparing' || status.name === 'running' || (status.name === 'needs-you' && status.live)
  );
}

/** A repair starts at once and builds on what was changed, so its files stay taken. */
export function holdsLeases(status: TaskStatus): boolean {
  if (holdsLimits(status) || status.name === 'settling' || status.name === 'queued') return true;
  return status.name === 'ready' && (status.cause === 'repair' || status.cause === 'conflict');
}

export function endsSlot(status: TaskStatus): boolean {
  return isSatisfied(status) || isBroken(status);
}
