import { rmSync } from 'node:fs';
import { errorCode } from '../../src/adapters/process/errorCode.ts';

const attempts = 50;
const pauseMs = 100;

/**
 * Removes a folder that a process of the test may still write into: `rmSync` lists a folder once, even when it is told
 * to try again.
 */
export function removeFolder(folder: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (errorCode(error) !== 'ENOTEMPTY' || attempt === attempts) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}
