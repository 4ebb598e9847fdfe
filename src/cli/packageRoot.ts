import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package: the bundle and the sources are at different depths in it. */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
