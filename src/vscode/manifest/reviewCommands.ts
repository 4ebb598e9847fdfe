import { branchCommands } from './branchCommands.ts';
import { landCommands } from './landCommands.ts';
import { lookCommands } from './lookCommands.ts';

/** Looking at work, landing it, and what is left of it. */
export const reviewCommands = { ...lookCommands, ...landCommands, ...branchCommands } as const;
