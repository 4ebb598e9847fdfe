import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RunnerCommand } from '../adapters/pools/runnerPool.ts';

/** The runner's bundle, beside this one; from the sources, the one that was built last. */
export function runnerCommand(): RunnerCommand {
  const places = ['./runner.cjs', '../../dist/runner.cjs'].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const file = places.find((place) => existsSync(place));
  if (file === undefined) throw new Error(`dist/runner.cjs is missing: build the project first`);
  return { executable: process.execPath, args: [file] };
}
