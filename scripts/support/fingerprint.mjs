import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Hash over names and contents of files and of all files in folders, given relative to `base` (a file URL). */
export function fingerprint(base, names) {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => filesOf(fileURLToPath(new URL(name, base))))) {
    hash
      .update(`${path.relative(fileURLToPath(base), file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Whether `stampFile` holds this fingerprint. */
export function isStamped(stampFile, value) {
  return readIfThere(stampFile) === value;
}

export function stamp(stampFile, value) {
  mkdirSync(new URL('.', stampFile), { recursive: true });
  writeFileSync(stampFile, value);
}

function filesOf(name) {
  const entries = entriesOf(name);
  if (entries === null) return [name];
  return entries.map((entry) => path.join(name, entry)).flatMap(filesOf);
}

/** Sorted names in a folder; null when it is a file, none when it is absent. */
function entriesOf(name) {
  try {
    return readdirSync(name).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return null;
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}
