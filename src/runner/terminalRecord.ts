import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ownIdentity } from '../adapters/process/identity.ts';
import { toDisposable, type Disposable } from '../core/base/disposable.ts';
import { systemFault } from '../core/base/systemFault.ts';
import { terminalsFolder, type TerminalRecord } from '../shared/attempt.ts';
import { writeAtomically } from './attemptFolder.ts';

/**
 * Writes down that this process is a terminal that shows the attempt, so that an editor knows it again after a reload.
 * Without the note the terminal is only not recognised: a full disk is no reason not to work.
 */
export function recordTerminal(stateFolder: string, attemptFolder: string): Disposable {
  const folder = join(stateFolder, terminalsFolder);
  const file = join(folder, `${String(process.pid)}.json`);
  const record: TerminalRecord = { ...ownIdentity(), folder: attemptFolder };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeAtomically(file, `${JSON.stringify(record)}\n`);
  } catch (error) {
    if (systemFault(error, file) === null) throw error;
  }
  return toDisposable(() => rmSync(file, { force: true }));
}
