import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

/** Where slots are, and why there. */
export interface SlotRoot {
  readonly folder: string;
  readonly why: 'configured' | 'beside' | 'inside';
}

/**
 * The folder of the slots: as configured (relative to the main worktree), else beside the repository, where watchers
 * and search do not see it; in the repository's `.tutti` when that cannot be written (dev containers).
 */
export function chooseSlotRoot(mainWorktree: string, configured: string | null): SlotRoot {
  if (configured !== null) return { folder: path.resolve(mainWorktree, configured), why: 'configured' };
  const beside = `${mainWorktree}.tutti`;
  if (isWritable(existsSync(beside) ? beside : path.dirname(mainWorktree))) {
    return { folder: beside, why: 'beside' };
  }
  return { folder: path.join(mainWorktree, '.tutti', 'worktrees'), why: 'inside' };
}

/** Keeps git from looking into the state folder: its own `.gitignore`, so that nobody's file is changed. */
export function ensureIgnored(stateFolder: string): void {
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  const file = path.join(stateFolder, '.gitignore');
  if (!existsSync(file)) writeFileSync(file, '*\n');
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    // No, for whatever reason: that is the answer.
    return false;
  }
}
