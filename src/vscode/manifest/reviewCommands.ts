import type { CommandTable } from './commandEntry.ts';

/** Looking at work, landing it, and the worktrees. */
export const reviewCommands = {} as const satisfies CommandTable;
