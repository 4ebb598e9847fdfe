import type { CommandId } from '../manifest/commands.ts';
import type { CommandHandler } from './commandHandler.ts';
import { reviewHandlers } from './reviewHandlers.ts';
import { runHandlers } from './runHandlers.ts';

export const handlers: Readonly<Record<CommandId, CommandHandler>> = { ...runHandlers, ...reviewHandlers };
