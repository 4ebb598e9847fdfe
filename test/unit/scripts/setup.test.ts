import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';

const scripts = path.resolve(import.meta.dirname, '../../../scripts');

/** Stand-ins for npm and the build: they note that they were called in a file of the clone. */
const npmStandIn = `
const { appendFileSync, existsSync, mkdirSync } = require('node:fs');
appendFileSync('calls', 'npm ' + process.argv[2] + '\\n');
if (process.argv[2] === 'ci' && existsSync('ci-fails')) { console.log('the lock file is odd'); process.exit(1); }
mkdirSync('node_modules', { recursive: true });
`;
const buildStandIn = `
import { appendFileSync, existsSync } from 'node:fs';
appendFileSync('calls', 'build\\n');
console.log('words of the build');
process.exitCode = existsSync('build-fails') ? 1 : 0;
`;

describe('The set-up', () => {
  let clone: string;

  beforeEach(() => {
    clone = mkdtempSync(path.join(os.tmpdir(), 'tutti-setup-'));
    cpSync(scripts, path.join(clone, 'scripts'), { recursive: true });
    write('scripts/build.mjs', buildStandIn);
    write('npm-cli.cjs', npmStandIn);
    write('package-lock.json', '{}');
    write('src/main.ts', 'one');
  });

  afterEach(() => {
    rmSync(clone, { recursive: true, force: true });
  });

  function write(name: string, text: string): void {
    mkdirSync(path.dirname(path.join(clone, name)), { recursive: true });
    writeFileSync(path.join(clone, name), text);
  }

  function setUp(env: NodeJS.ProcessEnv = {}): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(process.execPath, ['scripts/setup.mjs'], {
      cwd: clone,
      encoding: 'utf8',
      env: { ...process.env, npm_execpath: path.join(clone, 'npm-cli.cjs'), ...env },
    });
  }

  /** What was called since the last time that was asked. */
  function calls(): readonly string[] {
    const file = path.join(clone, 'calls');
    appendFileSync(file, '');
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    rmSync(file);
    return lines;
  }

  it('installs and builds a fresh clone, and says one line for each', () => {
    const { status, stdout } = setUp();
    assert.equal(status, 0);
    assert.deepEqual(calls(), ['npm ci', 'build']);
    assert.match(stdout, /^✔ Install the libraries.*\n✔ Build.*\n$/);
  });

  it('is what `npm run build` does, which works on a fresh clone', () => {
    const manifest = JSON.parse(readFileSync(path.resolve(scripts, '../package.json'), 'utf8')) as {
      readonly scripts: { readonly build: string };
    };
    const env = { ...process.env, npm_execpath: path.join(clone, 'npm-cli.cjs') };
    const { status } = spawnSync(manifest.scripts.build, { cwd: clone, shell: true, env });
    assert.deepEqual([status, calls()], [0, ['npm ci', 'build']]);
  });

  it('does nothing and says nothing the second time', () => {
    setUp();
    calls();
    assert.deepEqual({ stdout: setUp().stdout, calls: calls() }, { stdout: '', calls: [] });
  });

  it('brings the libraries up to date when the lock file changes', () => {
    setUp();
    calls();
    write('package-lock.json', '{ "changed": true }');
    setUp();
    assert.deepEqual(calls(), ['npm install', 'build']);
  });

  it('builds again when a source changes, comes or goes', () => {
    setUp();
    calls();
    write('src/main.ts', 'two');
    setUp();
    write('src/deep/down/other.ts', '');
    setUp();
    rmSync(path.join(clone, 'src/deep'), { recursive: true });
    setUp();
    assert.deepEqual(calls(), ['build', 'build', 'build']);
  });

  it('has a second try when npm finds the lock file odd', () => {
    write('ci-fails', '');
    const { status } = setUp();
    assert.deepEqual([status, calls()], [0, ['npm ci', 'npm install', 'build']]);
  });

  it('shows what a failed build printed, ends with 2 and tries again the next time', () => {
    write('build-fails', '');
    const { status, stdout } = setUp();
    assert.deepEqual([status, calls()], [2, ['npm ci', 'build']]);
    assert.match(stdout, /^✖ Build.*\nwords of the build$/m);
    rmSync(path.join(clone, 'build-fails'));
    assert.equal(setUp().status, 0);
    assert.deepEqual(calls(), ['build']);
  });

  for (const [title, version, sentence] of [
    ['too old', 'git version 2.37.9', /^Tutti needs git 2\.38 or newer; this is 2\.37\.9\. .*\n$/],
    ['absent', null, /^Tutti needs git 2\.38 or newer; none was found on PATH\. .*\n$/],
  ] as const) {
    it(`ends with 2 and one clear line when git is ${title}`, function () {
      // A stand-in without an ending is no program on Windows.
      if (process.platform === 'win32') this.skip();
      const folder = path.join(clone, 'bin');
      mkdirSync(folder);
      if (version !== null) {
        write('bin/git', `#!/bin/sh\necho ${version}\n`);
        chmodSync(path.join(folder, 'git'), 0o755);
      }
      const { status, stdout, stderr } = setUp({ PATH: folder });
      assert.deepEqual([status, stdout, calls()], [2, '', []]);
      assert.match(stderr, sentence);
    });
  }
});
