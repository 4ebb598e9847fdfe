import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { errorCode } from '../adapters/process/errorCode.ts';
import { configFileName } from './loadConfig.ts';

const formattingOptions = { insertSpaces: true, tabSize: 2 };

/** Sets one value of the repository's `tutti.json`, which is made when there is none; comments stay. */
export async function setConfigValue(
  root: string,
  path: readonly string[],
  value: string | number | null,
): Promise<void> {
  const file = join(root, configFileName);
  const text = await readConfig(file);
  await writeFile(file, applyEdits(text, modify(text, [...path], value, { formattingOptions })));
}

async function readConfig(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '{}\n';
    throw error;
  }
}
