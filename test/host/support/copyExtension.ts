import { copyFileSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import picomatch from 'picomatch';
import { errorCode } from '../../../src/adapters/process/errorCode.ts';
import { projectFolder } from './projectFolder.ts';

/**
 * Copies what a package of this project would hold, as it is now, to `<folder>/tutti`, and gives that path. So no build
 * changes it under a test, what `.vscodeignore` leaves out is missed, and no picture shows where the project is.
 */
export function copyExtension(folder: string): string {
  const target = join(folder, 'tutti');
  const patterns = packedPatterns();
  const isPacked = picomatch(patterns);
  const tops = new Set(patterns.map((pattern) => pattern.split('/')[0] ?? ''));
  for (const file of [...tops].flatMap(filesIn)) if (isPacked(file)) copy(file, target);
  return target;
}

/** What `.vscodeignore` lets in again, after it has left out everything. */
function packedPatterns(): string[] {
  const lines = readFileSync(join(projectFolder, '.vscodeignore'), 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1).trim());
}

/** Relative to the project; none when it is not there. */
function filesIn(top: string): readonly string[] {
  const stat = statSync(join(projectFolder, top), { throwIfNoEntry: false });
  if (stat?.isDirectory() !== true) return stat === undefined ? [] : [top];
  return readdirSync(join(projectFolder, top), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectFolder.length + 1));
}

function copy(file: string, target: string): void {
  mkdirSync(dirname(join(target, file)), { recursive: true });
  try {
    copyFileSync(join(projectFolder, file), join(target, file));
  } catch (error) {
    // A chunk of an earlier build, which is removed just now.
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
