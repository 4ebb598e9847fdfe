// `npm test`: the checks, then the tests in stages, the fastest feedback first. `--fast` leaves out coverage and the
// stages that download: VS Code and agents.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from './setup.mjs';
import { missingHost, oneBrowser, playInside, playPages } from './support/hostStage.mjs';
import { passThrough, programOf, root, step } from './support/step.mjs';

const fast = process.argv.includes('--fast');
const propertyTest = /\.property\.test\.tsx?$/;
const isCi = (process.env.CI ?? '') !== '';
const unitTests = testsIn('test/unit');

const checks = [
  ['Types', 'typescript/bin/tsc', ['--noEmit']],
  ['Types of the test host', 'typescript/bin/tsc', ['--noEmit', '-p', 'test/host']],
  ['Types of the dashboard', 'typescript/bin/tsc', ['--noEmit', '-p', 'webview-ui']],
  ['Types of its tests', 'typescript/bin/tsc', ['--noEmit', '-p', 'test/webview']],
  ['Types of benchmark pages', 'typescript/bin/tsc', ['--noEmit', '-p', 'bench/pages']],
  ['Lint', 'eslint/bin/eslint.js', ['.', '--max-warnings=0']],
  ['Format', 'prettier/bin/prettier.cjs', ['--check', '.']],
  ['Dead code', 'knip/bin/knip.js', []],
];

const stages = [
  { name: 'unit', files: unitTests.filter((file) => !propertyTest.test(file)), parallel: true },
  { name: 'property', files: unitTests.filter((file) => propertyTest.test(file)), parallel: true },
  // One file at a time: these start processes of their own and are slowed down by each other.
  { name: 'integration', files: testsIn('test/integration'), parallel: false },
  ...(fast ? [] : [{ name: 'agents', files: testsIn('test/agents'), parallel: false }]),
];

await setUp();
const scratch = mkdtempSync(path.join(os.tmpdir(), 'tutti-test-'));
process.once('exit', () => {
  try {
    rmSync(scratch, { recursive: true, force: true });
  } catch (error) {
    console.log(`Could not remove ${scratch}: ${error.message}`);
  }
});

const results = [];
for (const [label, program, args] of checks) {
  results.push(await step(label, process.execPath, [programOf(program), ...args]));
}
const counts = { passes: 0, failures: 0, pending: 0 };
for (const stage of stages.filter(({ files }) => files.length > 0)) results.push(await play(stage));
const notRun = fast ? null : missingHost();
if (!fast) results.push(notRun === null ? await playHost() : !isCi);
if (!fast) results.push(await reportCoverage());

console.log(`\n${counts.passes} passed, ${counts.failures} failed, ${counts.pending} skipped`);
if (notRun !== null) console.log(`!!! NOT RUN: the tests in a real VS Code. ${notRun}`);
process.exitCode = results.every((passed) => passed) ? 0 : 1;

async function play({ name, files, parallel, args = [] }) {
  console.log(`\n${name}`);
  const countsFile = path.join(scratch, `${name}.json`);
  const jobs = parallel && files.length > 1 ? ['--parallel', '--jobs', '2'] : [];
  const code = await passThrough(
    process.execPath,
    [
      programOf('mocha/bin/mocha.js'),
      '--reporter',
      './scripts/support/mochaReporter.mjs',
      // A test that failed may have left something running, and a Chromium may not end when it is told to.
      '--exit',
      ...jobs,
      ...args,
      ...files,
    ],
    { env: environment(countsFile) },
  );
  return addCounts(countsFile) && code === 0;
}

/** What needs a browser: the page of the dashboard, then VS Code from inside and from its window; all, even when one fails. */
async function playHost() {
  const page = await play({
    name: 'webview',
    files: testsIn('test/webview'),
    parallel: false,
    args: oneBrowser,
  });
  const inside = await playHostPart('host, inside', (env) => playInside({ env }));
  const reporter = ['--reporter', './scripts/support/mochaReporter.mjs'];
  const pages = await playHostPart('host, from the window', (env) => playPages({ args: reporter, env }));
  return page && inside && pages;
}

async function playHostPart(name, start) {
  console.log(`\n${name}`);
  const countsFile = path.join(scratch, `${name}.json`);
  const code = await start(environment(countsFile));
  return addCounts(countsFile) && code === 0;
}

/** The user's git configuration must not decide how tests end. */
function environment(countsFile) {
  return {
    ...process.env,
    GIT_CONFIG_GLOBAL: os.devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    TUTTI_TEST_COUNTS: countsFile,
    ...(fast ? {} : { NODE_V8_COVERAGE: path.join(scratch, 'coverage') }),
  };
}

/** False when the stage ended before it could count: its process died. */
function addCounts(countsFile) {
  try {
    const stage = JSON.parse(readFileSync(countsFile, 'utf8'));
    for (const key of Object.keys(counts)) counts[key] += stage[key];
    return true;
  } catch (error) {
    console.log(`The stage did not come to its end: ${error.message}`);
    counts.failures += 1;
    return false;
  }
}

async function reportCoverage() {
  console.log('\ncoverage');
  const c8 = programOf('c8/bin/c8.js');
  const from = ['--temp-directory', path.join(scratch, 'coverage')];
  return (await passThrough(process.execPath, [c8, 'report', ...from])) === 0;
}

function testsIn(folder) {
  const absolute = fileURLToPath(new URL(folder, root));
  return readdirSync(absolute, { recursive: true })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => path.posix.join(folder, ...name.split(path.sep)))
    .sort();
}
