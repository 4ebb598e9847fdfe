import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { NdjsonReader } from '../../../../src/adapters/process/ndjson.ts';

describe('The reader of a file that grows', () => {
  let folder: string;
  let file: string;
  let reader: NdjsonReader;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-ndjson-'));
    file = join(folder, 'lines.ndjson');
    reader = new NdjsonReader(file);
    writeFileSync(file, '{"n":1}\n{"n"');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('hands each line over once, when it is whole', () => {
    assert.deepEqual([reader.read(), reader.offset], [[{ n: 1 }], 8]);
    assert.deepEqual(reader.read(), []);
    appendFileSync(file, ':2}\n{"n":3}\n');
    assert.deepEqual([reader.read(), reader.offset], [[{ n: 2 }, { n: 3 }], 24]);
  });

  it('loses nothing when its writer cuts a torn line off and goes on', () => {
    reader.read();
    truncateSync(file, 8);
    appendFileSync(file, '{"name":"longer than what was torn"}\n');
    assert.deepEqual(reader.read(), [{ name: 'longer than what was torn' }]);
  });

  it('reads a file that was emptied from its start', () => {
    reader.read();
    writeFileSync(file, '');
    assert.deepEqual(reader.read(), []);
    appendFileSync(file, '{"n":9}\n');
    assert.deepEqual(reader.read(), [{ n: 9 }]);
  });

  it('skips what stands further before the end than is wanted, and the line it falls into', () => {
    writeFileSync(file, '{"n":1}\n{"n":2}\n{"n":3}\n');
    assert.deepEqual(new NdjsonReader(file, 12).read(), [{ n: 3 }]);
  });
});
