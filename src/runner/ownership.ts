import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether the generation still owns the repository. The lock is the folder `lock` with one file a generation,
 * `<generation>.json`; the owner is the highest, so the next one's file means that it was taken over.
 */
export function ownsRepository(stateFolder: string, generation: number): boolean {
  const file = (number: number): string => join(stateFolder, 'lock', `${String(number)}.json`);
  return existsSync(file(generation)) && !existsSync(file(generation + 1));
}
