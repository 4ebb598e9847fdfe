import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { writeAddressFile } from '../../../src/app/addressFile.ts';

describe('The file that opens an address', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-address-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('leads there, for its user alone, and is gone at the end', () => {
    const file = writeAddressFile(join(folder, '.tutti'), 'http://127.0.0.1:80/?token=a&b="');
    assert.match(
      readFileSync(file.path, 'utf8'),
      /http-equiv="refresh" content="0; url=http:\/\/127\.0\.0\.1:80\/\?token=a&amp;b=&quot;"/,
    );
    if (process.platform !== 'win32') assert.equal(statSync(file.path).mode & 0o777, 0o600);
    file.dispose();
    file.dispose();
    assert.equal(existsSync(file.path), false);
  });

  it('takes the place of one that was left, and writes through no link', () => {
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'mine', { mode: 0o644 });
    symlinkSync(elsewhere, join(folder, 'dashboard.html'));
    const file = writeAddressFile(folder, 'http://127.0.0.1:80/?token=a');
    assert.equal(readFileSync(elsewhere, 'utf8'), 'mine');
    assert.match(readFileSync(file.path, 'utf8'), /token=a/);
  });
});
