import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemFault, using } from '../../core/base/systemFault.ts';

/** Names of the files of a run. */
export interface RunFolder {
  readonly folder: string;
  readonly journal: string;
  readonly status: string;
  readonly report: string;
}

export function runFolder(stateFolder: string, run: string): RunFolder {
  const folder = join(stateFolder, 'runs', run);
  return {
    folder,
    journal: join(folder, 'journal.ndjson'),
    status: join(folder, 'status.json'),
    report: join(folder, 'report.md'),
  };
}

/** `.tutti`, private, ignored by git through a `.gitignore` of its own. Throws UserError when it can't be made. */
export function prepareStateFolder(stateFolder: string): void {
  using(stateFolder, () => {
    mkdirSync(join(stateFolder, 'runs'), { recursive: true, mode: 0o700 });
    const ignore = join(stateFolder, '.gitignore');
    // A full disk leaves an empty one behind.
    if (!existsSync(ignore) || statSync(ignore).size === 0) writeFileSync(ignore, '*\n');
  });
}

/** Ids of the runs, oldest first. */
export function listRuns(stateFolder: string): readonly string[] {
  const runs = join(stateFolder, 'runs');
  if (!existsSync(runs)) return [];
  return using(runs, () => readdirSync(runs))
    .filter((name) => existsSync(join(runs, name, 'journal.ndjson')))
    .sort();
}

/**
 * Replaces a file in one step, unless `mayReplace` says no right before; readers see the old or the new one. Not forced
 * to the disk. Rejects with UserError.
 */
export async function replaceFile(
  file: string,
  text: string,
  mayReplace: () => boolean = () => true,
): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  try {
    await writeFile(temporary, text, { mode: 0o600 });
    // No library lets one ask so late; in one go, so that nothing comes between the answer and the deed.
    if (mayReplace()) renameSync(temporary, file);
  } catch (error) {
    throw systemFault(error, file) ?? error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Throws UserError when it can't be written. */
export function appendHistory(stateFolder: string, lines: readonly object[]): void {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const file = join(stateFolder, 'history.ndjson');
  using(file, () => {
    appendFileSync(file, text, { mode: 0o600 });
  });
}

/** Notes that outlive runs, cut to `maxChars`; empty when there are none. */
export function readWisdom(stateFolder: string, maxChars: number): string {
  const file = join(stateFolder, 'wisdom.md');
  return existsSync(file) ? using(file, () => readFileSync(file, 'utf8')).slice(0, maxChars) : '';
}
