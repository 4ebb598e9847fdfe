// `npm run screenshots`: makes the pictures in docs/screenshots/ anew, in a real VS Code; `npm run screenshots -- plan`
// those of the scenes whose name contains the word; `-- --no-build` takes dist/ as it is.
import { missingHost } from './support/hostStage.mjs';
import { passThrough, root } from './support/step.mjs';
import { setUp } from './setup.mjs';
import { fileURLToPath } from 'node:url';

const noBuild = '--no-build';
const parts = process.argv.slice(2).filter((arg) => arg !== noBuild);

if (!process.argv.includes(noBuild)) await setUp();
const missing = missingHost();
if (missing !== null) {
  console.error(missing);
  process.exit(2);
}
const script = fileURLToPath(new URL('test/host/screenshots.ts', root));
process.exitCode = await passThrough(process.execPath, ['--import=tsx', script, ...parts]);
