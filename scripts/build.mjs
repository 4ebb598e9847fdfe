// Bundles the command line, the runner and the stand-in agent into dist/, and writes schemas/.
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeSchema } from './schema.mjs';

const root = new URL('..', import.meta.url);
const dist = new URL('dist/', root);
const maxHostBytes = 800_000;
const maxActivationBytes = 50_000;

const common = {
  absWorkingDir: fileURLToPath(root),
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // Some libraries are CommonJS with computed names in `require` under `main`, which can't be bundled.
  mainFields: ['module', 'main'],
  outdir: fileURLToPath(dist),
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** ESM, split: the terminal interface is loaded only by commands that show one. */
const commandLine = {
  ...common,
  entryPoints: { tutti: 'src/cli/main.ts' },
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  // Flat, so that `import.meta.url` of every chunk finds the bundles beside it.
  chunkNames: '[name]-[hash]',
  // Ink asks for it in its development mode only.
  external: ['react-devtools-core'],
  // What bundled CommonJS libraries ask for, under names that none of them declares.
  define: { ...common.define, __filename: 'bundleFile', __dirname: 'bundleFolder' },
  banner: {
    js: [
      '#!/usr/bin/env node',
      "import { createRequire as createBundleRequire } from 'node:module';",
      'const require = createBundleRequire(import.meta.url);',
      'const { filename: bundleFile, dirname: bundleFolder } = import.meta;',
    ].join('\n'),
  },
};

const singleFile = { ...common, format: 'cjs', outExtension: { '.js': '.cjs' } };

/** The extension is two bundles: what is activated in every folder stays small, and loads the rest when asked. */
function extensionPart(name, file) {
  return {
    ...singleFile,
    entryPoints: { [name]: file },
    external: ['vscode'],
    minify: true,
    // `import.meta.url` has no meaning in CommonJS.
    define: { ...common.define, 'import.meta.url': 'bundleUrl' },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    supported: { 'dynamic-import': false },
    plugins: [
      {
        name: 'host-apart',
        setup: ({ onResolve }) => {
          onResolve({ filter: /\/host\.ts$/ }, ({ kind }) =>
            kind === 'dynamic-import' ? { path: './host.cjs', external: true } : null,
          );
        },
      },
    ],
  };
}

const bundles = [
  commandLine,
  { ...singleFile, entryPoints: { runner: 'src/runner/main.ts' } },
  { ...singleFile, entryPoints: { scriptAgent: 'src/runner/scriptAgent.ts' } },
  extensionPart('extension', 'src/vscode/extension.ts'),
  extensionPart('host', 'src/vscode/host.ts'),
].filter(({ entryPoints }) => Object.values(entryPoints).every((file) => existsSync(new URL(file, root))));

mkdirSync(dist, { recursive: true });
const results = await Promise.all(bundles.map((options) => build({ ...options, metafile: true }))).catch(
  () => {
    // esbuild has printed what is wrong, and where.
    process.exit(1);
  },
);
removeStale(results.flatMap(({ metafile }) => Object.keys(metafile.outputs)));
if (existsSync(new URL('tutti.mjs', dist))) chmodSync(new URL('tutti.mjs', dist), 0o755);
await writeSchema();
holdBudget();

/** What the extension host loads has to stay small: every window pays for it. */
function holdBudget() {
  const size = (name) => statSync(new URL(name, dist)).size;
  const bytes = size('extension.cjs') + size('host.cjs');
  if (bytes <= maxHostBytes && size('extension.cjs') <= maxActivationBytes) return;
  console.error(
    `dist/extension.cjs and dist/host.cjs are ${bytes} bytes; their budget is ${maxHostBytes}, the first one's ${maxActivationBytes}.`,
  );
  process.exitCode = 1;
}

/** Chunks of earlier builds; after the new ones are there, so that a running command keeps finding its own. */
function removeStale(outputs) {
  for (const name of readdirSync(dist)) {
    if (/\.(mjs|cjs)$/.test(name) && !outputs.includes(`dist/${name}`)) rmSync(new URL(name, dist));
  }
}
