import type { HostServices } from '../hostServices.ts';

/** Throws UserError with the sentence that the user sees. */
export type CommandHandler = (services: HostServices, ...args: readonly unknown[]) => Promise<unknown>;

/** One handler for each entry of a command table. */
export type Handlers<Table> = Readonly<Record<keyof Table, CommandHandler>>;
