// Bundles the command line, the extension, the runner, the stand-in agent and the dashboard into dist/, and writes
// schemas/.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { minify } from 'terser';
import { writeSchema } from './schema.mjs';

const root = new URL('..', import.meta.url);
const dist = new URL('dist/', root);
const maxHostBytes = 800_000;
const maxActivationBytes = 50_000;
const maxPageBytes = 80 * 1024;
const staleMs = 60 * 60_000;

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

/**
 * ESM, split: the command line and the extension share their core, and each loads only what it needs: the terminal
 * interface, or the engine, when it comes to that.
 */
const faces = {
  ...common,
  entryPoints: { tutti: 'src/cli/main.ts', host: 'src/vscode/host.ts' },
  format: 'esm',
  splitting: true,
  minify: true,
  outExtension: { '.js': '.mjs' },
  // Flat, so that `import.meta.url` of every chunk finds the bundles beside it.
  chunkNames: '[name]-[hash]',
  // The first is asked for by Ink, in its development mode only.
  external: ['react-devtools-core', 'vscode'],
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

/** What is activated in every folder: it stays small, and loads `host.mjs` when that is asked for. */
const activation = {
  ...singleFile,
  entryPoints: { extension: 'src/vscode/extension.ts' },
  external: ['vscode'],
  minify: true,
  plugins: [
    {
      name: 'host-apart',
      setup: ({ onResolve }) => {
        onResolve({ filter: /\/host\.ts$/ }, ({ kind }) =>
          kind === 'dynamic-import' ? { path: './host.mjs', external: true } : null,
        );
      },
    },
  ],
};

/**
 * The page of the dashboard: plain scripts, so that a file can have them inside, and no chunks that a nonce or a file's
 * address would keep out. What brings the chart library is one of its own, loaded when charts are first looked at.
 */
const page = {
  ...common,
  entryPoints: [
    { in: 'webview-ui/main.ts', out: 'main' },
    { in: 'webview-ui/metrics/charts.ts', out: 'charts' },
    { in: 'webview-ui/main.css', out: 'main' },
    { in: 'webview-ui/standalone.css', out: 'standalone' },
  ],
  outdir: fileURLToPath(new URL('dashboard/', dist)),
  platform: 'browser',
  format: 'iife',
  target: ['chrome120', 'firefox128', 'safari17.4'],
  minify: true,
  charset: 'utf8',
};

const bundles = [
  page,
  faces,
  activation,
  { ...singleFile, entryPoints: { runner: 'src/runner/main.ts' } },
  { ...singleFile, entryPoints: { scriptAgent: 'src/runner/scriptAgent.ts' } },
];

mkdirSync(dist, { recursive: true });
const results = await Promise.all(bundles.map((options) => build({ ...options, metafile: true }))).catch(
  () => {
    // esbuild has printed what is wrong, and where.
    process.exit(1);
  },
);
const outputs = Object.assign({}, ...results.map(({ metafile }) => metafile.outputs));
removeStale(Object.keys(outputs));
chmodSync(new URL('tutti.mjs', dist), 0o755);
await writeSchema();
const pageBytes = await minifyPage('main.js');
await minifyPage('charts.js');
holdBudget();

/** Once more than esbuild does: what it makes of the page is a few percent larger. */
async function minifyPage(name) {
  const file = new URL(`dashboard/${name}`, dist);
  const { code } = await minify(readFileSync(file, 'utf8'), {
    ecma: 2020,
    compress: { passes: 4, pure_getters: true, unsafe_arrows: true },
    format: { ascii_only: false },
  });
  writeFileSync(file, code);
  return Buffer.byteLength(code);
}

/** What every window with a plan loads has to stay small: the host with all that it imports at once. So has the page. */
function holdBudget() {
  const activationBytes = outputs['dist/extension.cjs'].bytes;
  const bytes = activationBytes + importedBytes('dist/host.mjs', new Set());
  if (bytes > maxHostBytes || activationBytes > maxActivationBytes)
    refuse(
      `The extension loads ${bytes} bytes at its start (budget ${maxHostBytes}), and ${activationBytes} when it is activated (budget ${maxActivationBytes}).`,
    );
  if (pageBytes > maxPageBytes)
    refuse(
      `The dashboard's page has ${pageBytes} bytes of script without its charts (budget ${maxPageBytes}).`,
    );
}

function refuse(reason) {
  console.error(reason);
  process.exitCode = 1;
}

function importedBytes(output, seen) {
  if (seen.has(output)) return 0;
  seen.add(output);
  const { bytes, imports } = outputs[output];
  const inner = imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
  return inner.reduce((sum, { path }) => sum + importedBytes(path, seen), bytes);
}

/** Chunks of earlier builds. A program that still runs may load one later: they stay for a while, unless `--clean` is given. */
function removeStale(current) {
  const before = process.argv.includes('--clean') ? Infinity : Date.now() - staleMs;
  for (const name of readdirSync(dist)) {
    if (!/\.(mjs|cjs)$/.test(name) || current.includes(`dist/${name}`)) continue;
    const file = new URL(name, dist);
    if (statSync(file).mtimeMs < before) rmSync(file);
  }
}
