// `npm run package [-- --out FILE]`: builds, and packs the extension into FILE (default: tutti-<version>.vsix here), which
// may not grow beyond its budget.
import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setUp } from './setup.mjs';
import { passThrough, programOf, root } from './support/step.mjs';

const maxBytes = 2 * 1024 * 1024;

const { values } = parseArgs({ options: { out: { type: 'string' } } });

await setUp();
// Chunks of earlier builds would be packed as well.
const built = await passThrough(process.execPath, [
  fileURLToPath(new URL('scripts/build.mjs', root)),
  '--clean',
]);
if (built !== 0) process.exit(built);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const vsix = resolve(values.out ?? fileURLToPath(new URL(`tutti-${version}.vsix`, root)));
const name = basename(vsix);
// All libraries are bundled, and no host is known that pictures of the README could be loaded from.
const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
const code = await passThrough(process.execPath, [
  programOf('@vscode/vsce/vsce'),
  'package',
  ...options,
  '--out',
  vsix,
]);
if (code !== 0) process.exit(code);
const { size } = statSync(vsix);
console.log(`${name}: ${Math.round(size / 1024)} KB`);
if (size > maxBytes) {
  console.error(
    `${name} is larger than its budget of ${maxBytes / 1024} KB: see what .vscodeignore lets in.`,
  );
  process.exitCode = 1;
}
