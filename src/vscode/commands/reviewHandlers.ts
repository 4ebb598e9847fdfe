import type { reviewCommands } from '../manifest/reviewCommands.ts';
import type { Handlers } from './commandHandler.ts';
import { branchHandlers } from './branchHandlers.ts';
import { landHandlers } from './landHandlers.ts';
import { lookHandlers } from './lookHandlers.ts';

export const reviewHandlers: Handlers<typeof reviewCommands> = {
  ...lookHandlers,
  ...landHandlers,
  ...branchHandlers,
};
