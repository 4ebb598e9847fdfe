import { readJson } from '../adapters/process/readJson.ts';
import type { RunStatus } from '../shared/status.ts';
import { isRunStatus } from '../shared/statusGuard.ts';

/** The content of a `status.json`; null when there is none, or one of a version that this one can't show. */
export function readStatus(file: string): RunStatus | null {
  const value = readJson(file);
  return isRunStatus(value) ? value : null;
}
