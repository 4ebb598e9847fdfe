import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NdjsonReader, watchFolder } from '../adapters/process/ndjson.ts';
import { readJson } from '../adapters/process/readJson.ts';
import type { Disposable } from '../core/base/disposable.ts';
import { UserError } from '../core/base/userError.ts';
import { transcriptEnd, transcriptText } from '../core/projections/transcript.ts';
import { attemptFiles } from '../shared/attempt.ts';
import { isAttemptEvent, isAttemptResult } from '../shared/attemptGuards.ts';
import type { Project } from './project.ts';
import { pathOfRunFile, type RunFile } from './runFile.ts';

const pollMs = 1_000;
/** Of a long transcript its last part. */
const shownBytes = 4 * 1024 * 1024;

/**
 * Tells what the agent of an attempt said and did, and says and does, until the attempt is over or the result is
 * disposed of. `path` is the attempt's folder. Throws UserError when that is not there.
 */
export function followTranscript(
  project: Project,
  attempt: RunFile,
  listener: (text: string) => void,
): Disposable {
  const folder = pathOfRunFile(project, attempt);
  if (!existsSync(folder)) throw new UserError('This attempt has no transcript.', 1);
  const reader = new NdjsonReader(join(folder, attemptFiles.events), shownBytes);
  const look = (): void => {
    // In this order: its result is the last that a runner writes.
    const result = readJson(join(folder, attemptFiles.result));
    const lines = reader
      .read()
      .filter(isAttemptEvent)
      .flatMap((event) => transcriptText(event) ?? []);
    if (isAttemptResult(result)) {
      watching.dispose();
      lines.push(transcriptEnd(result));
    }
    if (lines.length > 0) listener(lines.join(''));
  };
  const watching = watchFolder(folder, pollMs, look);
  look();
  return watching;
}
