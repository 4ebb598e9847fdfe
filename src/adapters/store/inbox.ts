import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disposable } from '../../core/base/disposable.ts';
import { using } from '../../core/base/systemFault.ts';
import { isRunCommand, type RunCommand } from '../../shared/command.ts';
import { followNdjson, NdjsonReader } from '../process/ndjson.ts';

/** Safety net for file systems that do not tell of changes. */
const pollMs = 2_000;

/** Hands a command to whoever owns the repository, now or later. One write of one line, so that lines never mix. Throws UserError. */
export function appendCommand(stateFolder: string, command: RunCommand): void {
  const file = fileOf(stateFolder);
  using(file, () => {
    appendFileSync(file, `${JSON.stringify(command)}\n`, { mode: 0o600 });
  });
}

/** The commands that are in the inbox now, old ones first. */
export function readCommands(stateFolder: string): readonly RunCommand[] {
  return new NdjsonReader(fileOf(stateFolder)).read().filter(isRunCommand);
}

/** Hands over every command of the inbox, old ones first; the journal tells which were handled before. */
export function followInbox(stateFolder: string, onCommand: (command: RunCommand) => void): Disposable {
  return followNdjson(fileOf(stateFolder), pollMs, (values) => {
    for (const value of values) if (isRunCommand(value)) onCommand(value);
  });
}

function fileOf(stateFolder: string): string {
  return join(stateFolder, 'inbox.ndjson');
}
