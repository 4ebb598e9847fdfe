import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { failure, success, type Result } from '../../../src/core/base/result.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];

/** Path of `CHROME_PATH`, or of a Chromium on PATH under its usual names. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): Result<string> {
  const given = env['CHROME_PATH'] ?? '';
  if (given !== '')
    return isExecutable(given)
      ? success(given)
      : failure({ reason: `CHROME_PATH names ${given}, which can't be executed.` });
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
  return found === undefined
    ? failure({
        reason:
          'No Chromium was found on PATH; install one (Debian: apt-get install chromium) or set CHROME_PATH.',
      })
    : success(found);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
