import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** Bytes that a user may still write in the file system of a folder, which need not exist yet. */
export async function freeDiskBytes(folder: string): Promise<number> {
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    const stats = await fs.statfs(place).catch(() => null);
    if (stats !== null) return stats.bavail * stats.bsize;
    if (place === path.dirname(place)) throw new Error(`no file system holds ${folder}`);
  }
}
