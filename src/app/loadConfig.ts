import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { errorCode } from '../adapters/process/errorCode.ts';
import { failure, success } from '../core/base/result.ts';
import type { Result } from '../core/base/result.ts';
import type { Config } from '../core/config/config.ts';
import { notYetSupported, parseConfig } from '../core/config/parse.ts';
import type { ConfigProblem } from '../core/config/parse.ts';
import { resolveConfig } from '../core/config/resolve.ts';
import type { ConfigLayers } from '../core/config/resolve.ts';
import { parseConfigText } from './configText.ts';
import type { ConfigText } from './configText.ts';

/** Name of the configuration file in the root of a repository. */
export const configFileName = 'tutti.json';

export interface LoadedConfig {
  readonly config: Config;
  /** Absolute path of the file that was read; null when there is none. */
  readonly file: string | null;
  readonly warnings: readonly LocatedProblem[];
}

/** A problem and where it is; line and column count from 1 and are null when it is not in the file. */
export interface LocatedProblem {
  readonly code: ConfigProblem['code'] | 'config/syntax' | 'config/unreadable';
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

interface InvalidConfigFile {
  readonly reason: 'invalid-config';
  readonly problems: readonly LocatedProblem[];
}

/** The effective configuration of a repository: its `tutti.json`, if there is one, and the layers of the face. */
export async function loadConfig(
  root: string,
  layers: Omit<ConfigLayers, 'file'> = {},
): Promise<Result<LoadedConfig, InvalidConfigFile>> {
  const file = path.join(root, configFileName);
  const read = await readIfThere(file);
  if (!read.ok) return invalid([{ ...nowhere, code: 'config/unreadable', message: read.message, file }]);
  const text = read.value === null ? null : parseConfigText(read.value);
  if (text !== null && text.syntaxErrors.length > 0)
    return invalid(text.syntaxErrors.map((error) => ({ ...error, code: 'config/syntax', file })));

  const located = (problem: ConfigProblem) => locate(problem, file, text);
  const layer = text === null ? null : parseConfig(text.value);
  if (layer?.ok === false) return invalid(layer.problems.map(located));

  const resolved = resolveConfig(
    { ...layers, ...(layer === null ? {} : { file: layer.value }) },
    { cores: os.availableParallelism() },
  );
  if (!resolved.ok) return invalid(resolved.problems.map(located));
  return success({
    config: resolved.value,
    file: text === null ? null : file,
    warnings: layer === null ? [] : notYetSupported(layer.value).map(located),
  });
}

/** `tutti.json:3:5: message`, or the message alone when it is about no file. */
export function formatProblem({ file, line, column, message }: LocatedProblem): string {
  if (file === null) return message;
  const place = line === null || column === null ? '' : `:${line}:${column}`;
  return `${path.basename(file)}${place}: ${message}`;
}

const nowhere = { file: null, line: null, column: null };

function invalid(problems: readonly LocatedProblem[]) {
  return failure({ reason: 'invalid-config', problems });
}

function locate(problem: ConfigProblem, file: string, text: ConfigText | null): LocatedProblem {
  const { code, message } = problem;
  const position = text?.positionOf(problem.path) ?? null;
  return position === null ? { ...nowhere, code, message } : { ...position, code, message, file };
}

async function readIfThere(
  file: string,
): Promise<Result<string | null, { readonly reason: 'unreadable'; readonly message: string }>> {
  try {
    return success(await readFile(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (errorCode(error) === 'ENOENT') return success(null);
    return failure({ reason: 'unreadable', message: `It can't be read: ${error.message}.` });
  }
}
