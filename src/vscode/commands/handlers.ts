import type { CommandId } from '../manifest/commands.ts';
import type { CommandHandler } from './commandHandler.ts';
import { dashboardHandlers } from './dashboardHandlers.ts';
import { planHandlers } from './planHandlers.ts';
import { reviewHandlers } from './reviewHandlers.ts';
import { runHandlers } from './runHandlers.ts';
import { setupHandlers } from './setupHandlers.ts';
import { taskHandlers } from './taskHandlers.ts';
import { terminalHandlers } from './terminalHandlers.ts';

export const handlers: Readonly<Record<CommandId, CommandHandler>> = {
  ...planHandlers,
  ...runHandlers,
  ...taskHandlers,
  ...reviewHandlers,
  ...setupHandlers,
  ...terminalHandlers,
  ...dashboardHandlers,
};
