import { closeSync, fstatSync, openSync, readSync, unwatchFile, watchFile } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { errorCode } from '../adapters/process/errorCode.ts';
import { readJournal } from '../adapters/store/journal.ts';
import { runFolder } from '../adapters/store/runFolders.ts';
import { toDisposable, type Disposable } from '../core/base/disposable.ts';
import { UserError } from '../core/base/userError.ts';
import type { Project } from './project.ts';
import { pathOfRunFile, type RunFile } from './runFile.ts';

/** What is wrong stands at the end; the start says what was run. */
const headBytes = 200_000;
const tailBytes = 800_000;
/** The file is looked at, as watching misses files on network file systems. */
const followMs = 1_000;

/** What a gate command printed, as plain text; the middle of a long one is left out. Throws UserError when it is gone. */
export function readGateLog(project: Project, log: RunFile): string {
  const file = pathOfRunFile(project, log);
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT')
      throw new UserError('The output of this gate is not there any more.', 1);
    throw error;
  }
  try {
    const { size } = fstatSync(descriptor);
    if (size <= headBytes + tailBytes) return plain(read(descriptor, 0, size));
    const left = size - headBytes - tailBytes;
    const [head, tail] = [read(descriptor, 0, headBytes), read(descriptor, size - tailBytes, tailBytes)];
    return `${plain(head)}\n[… ${String(left)} bytes are left out: the whole output is in ${file} …]\n${plain(tail)}`;
  } finally {
    closeSync(descriptor);
  }
}

/** Tells when a gate that runs has printed more; until it is disposed of. */
export function followGateLog(project: Project, log: RunFile, listener: () => void): Disposable {
  const file = pathOfRunFile(project, log);
  const look = (): void => {
    listener();
  };
  watchFile(file, { interval: followMs, persistent: false }, look);
  return toDisposable(() => {
    unwatchFile(file, look);
  });
}

/** The tree on which the gate ran that printed this; null when the journal does not tell. */
export function gatedTree(project: Project, { run, path }: RunFile): string | null {
  for (const event of readJournal(runFolder(project.stateFolder, run).journal).events) {
    if (event.type === 'gateEnded' && event.outputFile === path) return event.tree;
  }
  return null;
}

function read(descriptor: number, from: number, bytes: number): string {
  const buffer = Buffer.alloc(bytes);
  const count = readSync(descriptor, buffer, 0, bytes, from);
  return buffer.toString('utf8', 0, count);
}

/** A bar that is drawn anew over and over keeps its last state only. */
function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replace(/[^\n]*\r(?=[^\n])/g, '')
    .replaceAll('\r', '');
}
