import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../adapters/process/readJson.ts';

/**
 * Whether the generation still owns the repository. The lock is the folder `lock` with one file a generation,
 * `<generation>.json`; the owner is the highest, so the next one's file means that it was taken over. An owner that
 * went in order leaves its file with `released: true`: nothing may be started for it any more.
 */
export function ownsRepository(stateFolder: string, generation: number): boolean {
  const file = (number: number): string => join(stateFolder, 'lock', `${String(number)}.json`);
  const owner = readJson(file(generation));
  if (typeof owner !== 'object' || owner === null) return false;
  const isReleased = 'released' in owner && owner.released === true;
  return !isReleased && !existsSync(file(generation + 1));
}
