// All tests in one process: a second faster than `node --test`, which starts one for every file.
import { readdirSync } from 'node:fs';

const tests = new URL('../test/', import.meta.url);
for (const name of readdirSync(tests).sort()) {
  if (name.endsWith('.test.js')) await import(new URL(name, tests));
}
