import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../../src/adapters/process/errorCode.ts';

/** A file system of a few kilobytes. */
export interface SmallDisk {
  /** Writes until nothing more fits. */
  fill(): void;
  /** Makes room again. */
  empty(): void;
  makeReadOnly(): void;
  dispose(): void;
}

/** Mounts one at `folder`, which it makes; null where that is not allowed (not Linux, not root). */
export function mountSmallDisk(folder: string, kilobytes: number): SmallDisk | null {
  mkdirSync(folder, { recursive: true });
  const options = `size=${String(kilobytes)}k,mode=700`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  if (mounted.status !== 0) return null;
  const filler = join(folder, 'filler');
  return {
    fill: () => {
      try {
        writeFileSync(filler, Buffer.alloc((kilobytes + 1) * 1024));
      } catch (error) {
        if (errorCode(error) !== 'ENOSPC') throw error;
      }
    },
    empty: () => {
      rmSync(filler, { force: true });
    },
    makeReadOnly: () => {
      spawnSync('mount', ['-o', 'remount,ro', folder]);
    },
    dispose: () => {
      spawnSync('umount', [folder]);
    },
  };
}
