import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { findChromium } from '../../host/support/chromium.ts';

describe('The Chromium of the test host', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-chromium-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const executable = (name: string): string => {
    const file = join(folder, name);
    writeFileSync(file, '', { mode: 0o755 });
    return file;
  };

  it('is what CHROME_PATH names, before any on PATH', () => {
    executable('chromium');
    const own = executable('my-browser');
    assert.deepEqual(findChromium({ PATH: folder, CHROME_PATH: own }), { ok: true, value: own });
  });

  it('is found on PATH under another usual name, in the first folder that has one', () => {
    const second = join(folder, 'second');
    mkdirSync(second);
    writeFileSync(join(second, 'chromium'), '', { mode: 0o755 });
    const chrome = executable('google-chrome');
    const path = ['', join(folder, 'missing'), folder, second].join(delimiter);
    assert.deepEqual(findChromium({ PATH: path }), { ok: true, value: chrome });
  });

  it('is missed in a sentence that says how to get one', () => {
    writeFileSync(join(folder, 'chromium'), 'not executable', { mode: 0o644 });
    const found = findChromium({ PATH: folder });
    assert.match(found.ok ? '' : found.reason, /^No Chromium .*apt-get install chromium.*CHROME_PATH/);
  });

  it('is missed where CHROME_PATH names what is not there', () => {
    const file = join(folder, 'gone');
    const found = findChromium({ PATH: folder, CHROME_PATH: file });
    assert.equal(found.ok ? '' : found.reason, `CHROME_PATH names ${file}, which can't be executed.`);
  });
});
