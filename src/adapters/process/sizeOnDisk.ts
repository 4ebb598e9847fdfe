import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './errorCode.ts';

export interface SizeOnDisk {
  readonly bytes: number;
  /** Not all was counted: there is more than this. */
  readonly atLeast: boolean;
}

const maxEntries = 100_000;
const statsAtOnce = 64;

/** What the files of a folder have, links not followed; null when it is not there. Counts a bounded number of entries. */
export async function sizeOnDisk(folder: string): Promise<SizeOnDisk | null> {
  let bytes = 0;
  let entries = 0;
  const work = [folder];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const found = await listing(next);
    if (found === null) {
      if (next === folder) return null;
      continue;
    }
    entries += found.length;
    if (entries > maxEntries) return { bytes, atLeast: true };
    const files: string[] = [];
    for (const entry of found) (entry.isDirectory() ? work : files).push(join(next, entry.name));
    for (let index = 0; index < files.length; index += statsAtOnce) {
      const sizes = await Promise.all(files.slice(index, index + statsAtOnce).map(sizeOf));
      for (const size of sizes) bytes += size;
    }
  }
  return { bytes, atLeast: false };
}

async function listing(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    return skipped(error, null);
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await lstat(file)).size;
  } catch (error) {
    return skipped(error, 0);
  }
}

/** What goes while it is counted, or may not be read, is left out. */
function skipped<Value>(error: unknown, value: Value): Value {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EPERM' || code === 'ENOTDIR') return value;
  throw error;
}
