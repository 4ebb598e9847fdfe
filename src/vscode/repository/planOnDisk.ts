import { readFileSync, statSync } from 'node:fs';

/** Differs whenever a file was written; null when it is gone, or can't be looked at. */
export function stampOf(file: string): string | null {
  const stat = orNull(() => statSync(file));
  return stat === null ? null : `modified ${String(stat.mtimeMs)} ${String(stat.size)}`;
}

/** Null when the file is gone, or can't be read: for whoever looks at plans that is the same. */
export function textOf(file: string): string | null {
  return orNull(() => readFileSync(file, 'utf8'));
}

function orNull<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
