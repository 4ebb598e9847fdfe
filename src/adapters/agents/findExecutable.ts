import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

/** Absolute path of a program as the system would find it; null when there is none. A name with `/` is a path. */
export function findExecutable(name: string, environment: NodeJS.ProcessEnv, cwd: string): string | null {
  if (name === '') return null;
  if (isAbsolute(name) || /[/\\]/.test(name)) return firstRunnable([resolve(cwd, name)], environment);
  const folders = (environment['PATH'] ?? environment['Path'] ?? '')
    .split(delimiter)
    .filter((one) => one !== '');
  return firstRunnable(
    folders.map((folder) => join(folder, name)),
    environment,
  );
}

function firstRunnable(paths: readonly string[], environment: NodeJS.ProcessEnv): string | null {
  const endings =
    process.platform === 'win32' ? ['', ...(environment['PATHEXT'] ?? '.EXE').split(';')] : [''];
  for (const path of paths) {
    const found = endings.map((ending) => path + ending).find(isRunnable);
    if (found !== undefined) return found;
  }
  return null;
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there or not ours to run: the search goes on.
    return false;
  }
}
