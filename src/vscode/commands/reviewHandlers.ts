import type { reviewCommands } from '../manifest/reviewCommands.ts';
import type { Handlers } from './commandHandler.ts';

export const reviewHandlers: Handlers<typeof reviewCommands> = {};
