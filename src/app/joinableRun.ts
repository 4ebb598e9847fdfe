import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { lockOwner } from '../adapters/store/lock.ts';
import { runFolder } from '../adapters/store/runFolders.ts';
import { UserError } from '../core/base/userError.ts';
import type { Project } from './project.ts';

const lookEveryMs = 50;
const startTimeoutMs = 15_000;

/**
 * The run that the owner of the repository plays, once it can be followed: an owner that has only just started has none
 * yet. Null when there is no owner any more.
 */
export async function joinableRun({ stateFolder }: Pick<Project, 'stateFolder'>): Promise<string | null> {
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    const owner = lockOwner(stateFolder);
    if (owner === null) return null;
    if (owner.run !== null && existsSync(runFolder(stateFolder, owner.run).status)) return owner.run;
    if (performance.now() > deadline) {
      throw new UserError(
        `Process ${String(owner.pid)} owns this repository and plays no run: try again when it has ended.`,
      );
    }
    await delay(lookEveryMs);
  }
}
