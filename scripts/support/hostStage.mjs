import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { passThrough, programOf, root } from './step.mjs';

/** For mocha, where tests share a browser. */
export const oneBrowser = ['--require', './test/host/support/rootHooks.ts'];

/**
 * Makes the test host ready, which takes 90 s at first. Null when it is; otherwise one sentence on what is in the way.
 */
export function missingHost() {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import=tsx', 'test/host/prepare.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return null;
  return (status === 3 ? stdout : `The test host could not be made ready: ${stderr}`).trim();
}

/** Tests inside the extension host. Resolves to the exit code. */
export function playInside({ args = [], env = process.env } = {}) {
  return passThrough(process.execPath, ['--import=tsx', 'test/host/inside.ts', ...args], { env });
}

/** Tests that drive the workbench. Resolves to the exit code. */
export function playPages({ parts = [], args = [], env = process.env } = {}) {
  const files = pageTests().filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));
  if (files.length === 0) return Promise.resolve(0);
  // A second try: a busy machine now and then lets a key press or a search of the workbench get lost.
  // A Chromium that does not end when it is told to, as on a busy machine, is ended with the process of the tests.
  const options = ['--timeout', '300000', '--retries', '1', '--exit', ...oneBrowser];
  return passThrough(process.execPath, [programOf('mocha/bin/mocha.js'), ...options, ...args, ...files], {
    env,
  });
}

function pageTests() {
  return readdirSync(fileURLToPath(new URL('test/host/page', root)), { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.posix.join('test/host/page', ...name.split(path.sep)))
    .sort();
}
