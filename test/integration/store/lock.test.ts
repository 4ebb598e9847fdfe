import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { acquireLock, lockOwner } from '../../../src/adapters/store/lock.ts';

describe('The lock of a repository', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-lock-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is let go of without a word when its folder was removed', () => {
    const lock = acquireLock(folder);
    assert.ok(lock.ok);
    rmSync(join(folder, 'lock'), { recursive: true });
    assert.equal(lock.value.isHeld(), false);
    lock.value.release();
    assert.equal(lockOwner(folder), null);
  });

  it('belongs to nobody after a release that was cut short', () => {
    const first = acquireLock(folder);
    assert.ok(first.ok);
    const file = join(folder, 'lock', '1.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 10));
    assert.equal(lockOwner(folder), null);
    const second = acquireLock(folder);
    assert.ok(second.ok);
    assert.equal(second.value.generation, 2);
  });
});
