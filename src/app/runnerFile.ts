import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Absolute path of the runner's bundle, beside this one; from the sources, the one that was built last. */
export function runnerFile(): string {
  const places = ['./runner.cjs', '../../dist/runner.cjs'].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const file = places.find((place) => existsSync(place));
  if (file === undefined) throw new Error(`dist/runner.cjs is missing: build the project first`);
  return file;
}
