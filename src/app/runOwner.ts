import { lockOwner } from '../adapters/store/lock.ts';
import { isUnderWay } from '../shared/runState.ts';
import type { RunStatus } from '../shared/status.ts';
import type { Project } from './project.ts';

/** Process that plays this run now; null when none does. */
export function ownerOf(project: Project, run: string): number | null {
  const owner = lockOwner(project.stateFolder);
  return owner?.run === run ? owner.pid : null;
}

/**
 * The status of a run that nobody plays: one that was killed left behind what it said last, and can be resumed. Look
 * for the owner before the status is read, as an owner that ends writes it before it lets go.
 */
export function withoutOwner(status: RunStatus): RunStatus {
  const { state, reason } = status;
  if (!isUnderWay(state)) return status;
  // One that was let go of says so.
  const said = state === 'draining' ? null : reason;
  return {
    ...status,
    state: 'stopped',
    reason: said ?? 'its process is gone',
    totals: { ...status.totals, etaAt: null },
  };
}
