// `npm run test:host`: the tests in a real VS Code. `npm run test:host -- plan queue` plays the files whose path
// contains one of the words, `-- --grep words` the tests whose title contains them; `-- --no-build` takes dist/ as it
// is.
import { missingHost, playInside, playPages } from './support/hostStage.mjs';
import { setUp } from './setup.mjs';

const noBuild = '--no-build';
const args = process.argv.slice(2).filter((arg) => arg !== noBuild);
const grepAt = args.indexOf('--grep');
const grep = grepAt === -1 ? [] : ['--grep', args[grepAt + 1] ?? ''];
const parts = grepAt === -1 ? args : [...args.slice(0, grepAt), ...args.slice(grepAt + 2)];

if (!process.argv.includes(noBuild)) await setUp();
const missing = missingHost();
if (missing !== null) {
  console.error(missing);
  process.exit(2);
}
const inside = await playInside({ args: [...parts, ...grep] });
const pages = await playPages({ parts, args: grep.length === 0 ? [] : ['--fgrep', grep[1]] });
process.exitCode = inside === 0 && pages === 0 ? 0 : 1;
