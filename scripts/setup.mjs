// Makes a clone ready: checks Node and git, installs when the lock file changed, builds when sources changed.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fingerprint, isStamped, stamp } from './support/fingerprint.mjs';
import { missingRequirement } from './support/requirements.mjs';
import { root, step } from './support/step.mjs';

const sources = [
  ...['src', 'webview-ui', 'scripts/build.mjs', 'scripts/schema.mjs'],
  ...['package-lock.json', 'tsconfig.json'],
];

/** Ends the process with one clear line when the clone can't be made ready. */
export async function setUp() {
  const missing = missingRequirement();
  if (missing !== null) {
    console.error(missing);
    process.exit(2);
  }
  await install();
  await build();
}

async function install() {
  const modules = new URL('node_modules/', root);
  const stampFile = new URL('.tutti-lock-hash', modules);
  const lock = fingerprint(root, ['package-lock.json']);
  if (isStamped(stampFile, lock)) return;
  // An existing folder is brought up to date, not replaced: `npm ci` would delete it under whoever uses it. That it is
  // strict about the lock file is no reason not to start, so it has a second try as well.
  const installed = (!existsSync(modules) && (await npm('ci'))) || (await npm('install', '--no-save'));
  if (!installed) process.exit(2);
  stamp(stampFile, lock);
}

async function build() {
  const stampFile = new URL('dist/.source-hash', root);
  const state = fingerprint(root, sources);
  if (isStamped(stampFile, state)) return;
  const script = fileURLToPath(new URL('scripts/build.mjs', root));
  if (!(await step('Build', process.execPath, [script]))) process.exit(2);
  stamp(stampFile, state);
}

function npm(...args) {
  const { command, prefix } = npmCommand();
  // No library needs its install script, and some of those would download what this clone may not reach.
  const options = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  return step(`Install the libraries (npm ${args[0]})`, command, [...prefix, ...args, ...options]);
}

/** npm's own script where it is known: `npm` is a batch file on Windows, which can't be started without a shell. */
function npmCommand() {
  const script = process.env.npm_execpath ?? '';
  return /npm-cli\.c?js$/.test(script)
    ? { command: process.execPath, prefix: [script] }
    : { command: 'npm', prefix: [] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setUp();
