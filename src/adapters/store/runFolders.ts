import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

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

/** `.tutti`, private, ignored by git through a `.gitignore` of its own. */
export function prepareStateFolder(stateFolder: string): void {
  mkdirSync(join(stateFolder, 'runs'), { recursive: true, mode: 0o700 });
  const ignore = join(stateFolder, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
}

/** Ids of the runs, oldest first. */
export function listRuns(stateFolder: string): readonly string[] {
  const runs = join(stateFolder, 'runs');
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .filter((name) => existsSync(join(runs, name, 'journal.ndjson')))
    .sort();
}

/** Replaces a file in one step; readers see the old or the new one. Not forced to the disk. */
export function replaceFile(file: string, text: string): Promise<void> {
  return writeFileAtomic(file, text, { fsync: false, mode: 0o600 });
}

export function appendHistory(stateFolder: string, lines: readonly object[]): void {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  appendFileSync(join(stateFolder, 'history.ndjson'), text, { mode: 0o600 });
}

/** Notes that outlive runs, cut to `maxChars`; empty when there are none. */
export function readWisdom(stateFolder: string, maxChars: number): string {
  const file = join(stateFolder, 'wisdom.md');
  return existsSync(file) ? readFileSync(file, 'utf8').slice(0, maxChars) : '';
}
