// Writes `activationEvents`, `contributes` and `capabilities` of package.json, package.nls.json, and the table of settings
// in README.md, from the tables in src/vscode/manifest.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url);

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('src/vscode/manifest/manifest.ts', root))],
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
  logLevel: 'warning',
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { buildManifest } = await import(`data:text/javascript;base64,${code}`);
const { settingsTable, texts, ...written } = buildManifest();

const file = new URL('package.json', root);
const manifest = JSON.parse(readFileSync(file, 'utf8'));
writeFileSync(file, `${JSON.stringify({ ...manifest, ...written }, null, 2)}\n`);
writeFileSync(new URL('package.nls.json', root), `${JSON.stringify(texts, null, 2)}\n`);

const readme = new URL('README.md', root);
const marked = /(<!-- settings -->\n)[^]*?(\n<!-- end of settings -->)/;
const text = readFileSync(readme, 'utf8');
if (!marked.test(text)) throw new Error('README.md has no place for the table of settings');
writeFileSync(
  readme,
  text.replace(marked, (_, before, after) => `${before}\n${settingsTable}\n${after}`),
);
