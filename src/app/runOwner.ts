import { lockOwner } from '../adapters/store/lock.ts';
import type { Project } from './project.ts';

/** Process that plays a run of this repository now; null when none does. */
export function runOwner(project: Project): number | null {
  return lockOwner(project.stateFolder)?.pid ?? null;
}
