// `npm start`: makes the clone ready and plays the demo; arguments go to it (`npm start -- --agent claude`).
import { fileURLToPath } from 'node:url';
import { setUp } from './setup.mjs';
import { passThrough, root } from './support/step.mjs';

await setUp();
const tutti = fileURLToPath(new URL('dist/tutti.mjs', root));
process.exitCode = await passThrough(process.execPath, [tutti, 'demo', ...process.argv.slice(2)]);
