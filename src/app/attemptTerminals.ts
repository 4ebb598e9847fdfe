import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../adapters/process/identity.ts';
import { readJson } from '../adapters/process/readJson.ts';
import { runFolder } from '../adapters/store/runFolders.ts';
import { fileNameOf } from '../core/engine/runPlan.ts';
import { attemptFiles, terminalsFolder, type AttemptSpec, type TerminalRecord } from '../shared/attempt.ts';
import { isAttemptSpec, isRunnerIdentity, isTerminalRecord } from '../shared/attemptGuards.ts';

/** Absolute path of an attempt's folder; `task` is `plan/id`. */
export function attemptFolder(
  stateFolder: string,
  attempt: { readonly run: string; readonly task: string; readonly number: number },
): string {
  const { folder } = runFolder(stateFolder, attempt.run);
  return join(folder, 'attempts', fileNameOf(attempt.task), String(attempt.number));
}

/** What the attempt in this folder is; null when there is none. */
export function specOf(folder: string): AttemptSpec | null {
  const spec = readJson(join(folder, attemptFiles.spec));
  return isAttemptSpec(spec) ? spec : null;
}

export function isOver(folder: string): boolean {
  return existsSync(join(folder, attemptFiles.result));
}

/** Pid of the live process that hosts the attempt; null when there is none. */
export function hostOf(folder: string): number | null {
  const runner = readJson(join(folder, attemptFiles.runner));
  return isRunnerIdentity(runner) && isAlive(runner) ? runner.pid : null;
}

/** Folder of the attempt that the terminal with this process shows; null when it shows none. */
export function attemptOfTerminal(stateFolder: string, pid: number): string | null {
  const record = readJson(join(stateFolder, terminalsFolder, `${String(pid)}.json`));
  return isTerminalRecord(record) && isAlive(record) ? record.folder : null;
}

/** The terminals that live; what dead ones left is removed. */
export function liveTerminals(stateFolder: string): readonly TerminalRecord[] {
  const folder = join(stateFolder, terminalsFolder);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const live: TerminalRecord[] = [];
  for (const name of names.filter((one) => one.endsWith('.json'))) {
    const record = readJson(join(folder, name));
    if (isTerminalRecord(record) && isAlive(record)) live.push(record);
    else rmSync(join(folder, name), { force: true });
  }
  return live;
}
