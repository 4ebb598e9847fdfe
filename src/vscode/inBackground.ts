import type { LogOutputChannel } from 'vscode';
import { UserError } from '../core/base/userError.ts';

/** Where faults go that nobody waits for. */
export type FaultLog = Pick<LogOutputChannel, 'warn' | 'error'>;

/** The boundary of work that nobody waits for: what it throws goes to the log. */
export function inBackground(work: Promise<unknown>, log: FaultLog): void {
  void work.catch((error: unknown) => {
    logFault(log, error);
  });
}

/** What a person can act on is a warning; all else should not happen. */
export function logFault(log: FaultLog, error: unknown): void {
  if (error instanceof UserError) log.warn(error.message);
  else log.error(error instanceof Error ? error : String(error));
}
