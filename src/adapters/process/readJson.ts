import { readFileSync } from 'node:fs';
import { errorCode } from './errorCode.ts';

/** Content of a JSON file; null when it is not there or is no JSON. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
