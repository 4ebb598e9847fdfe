import type { CommandEntry } from './commandEntry.ts';
import { dashboardCommands } from './dashboardCommands.ts';
import { planCommands } from './planCommands.ts';
import { reviewCommands } from './reviewCommands.ts';
import { runCommands } from './runCommands.ts';
import { setupCommands } from './setupCommands.ts';
import { taskCommands } from './taskCommands.ts';
import { terminalCommands } from './terminalCommands.ts';

/**
 * Every command of the extension, and where it can be found. `npm run manifest` writes `contributes.commands`,
 * `menus` and `keybindings` from here; `commands/handlers.ts` has one handler for each.
 */
const commandTable = {
  ...planCommands,
  ...runCommands,
  ...taskCommands,
  ...reviewCommands,
  ...setupCommands,
  ...terminalCommands,
  ...dashboardCommands,
};

export type CommandId = keyof typeof commandTable;

/** The table with each entry in its general shape. */
export const commandEntries = Object.entries(commandTable) as (readonly [CommandId, CommandEntry])[];
