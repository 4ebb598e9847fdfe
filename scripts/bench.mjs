// `npm run bench`: makes the clone ready and runs the benchmarks; arguments go to them.
import { setUp } from './setup.mjs';
import { passThrough } from './support/step.mjs';

await setUp();
process.exitCode = await passThrough(process.execPath, [
  '--import=tsx',
  'bench/main.ts',
  ...process.argv.slice(2),
]);
