import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { BoundedLog } from '../../../src/runner/boundedLog.ts';

describe('a bounded log', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutti-log-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('drops and counts what is beyond its limit, but keeps room for what matters', () => {
    const log = new BoundedLog(join(folder, 'log'), { maxBytes: 10, reserveBytes: 10 });
    const kept = [
      log.append('12345', false),
      log.append('123456789', false),
      log.append('x', false),
      log.append('important', true),
      log.append('important', true),
    ];
    log.close();
    assert.deepEqual(kept, [true, false, false, true, false]);
    assert.equal(log.droppedLines, 3);
    assert.equal(readFileSync(join(folder, 'log'), 'utf8'), '12345\nimportant\n');
  });

  it('has important lines on disk at once, in order', () => {
    const log = new BoundedLog(join(folder, 'log'), { maxBytes: 100, reserveBytes: 0 });
    log.append('first', false);
    assert.equal(readFileSync(join(folder, 'log'), 'utf8'), '');
    log.append('second', true);
    assert.equal(readFileSync(join(folder, 'log'), 'utf8'), 'first\nsecond\n');
    log.close();
  });

  it('outlives a full disk, and says so', function () {
    if (process.platform !== 'linux') this.skip();
    const log = new BoundedLog('/dev/full', { maxBytes: 1_000, reserveBytes: 0 });
    log.append('line', true);
    assert.equal(log.append('line', true), false);
    assert.equal(log.fault, 'ENOSPC');
    log.close();
  });
});
