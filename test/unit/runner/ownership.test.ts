import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ownsRepository } from '../../../src/runner/ownership.ts';

describe('owning the repository', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutti-owner-'));
    await mkdir(join(folder, 'lock'));
    await writeFile(join(folder, 'lock', '3.json'), '{"pid":1}');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is the highest generation alone', async () => {
    assert.deepEqual(
      [2, 3, 4].map((generation) => ownsRepository(folder, generation)),
      [false, true, false],
    );
    await writeFile(join(folder, 'lock', '4.json'), '{"pid":2}');
    assert.deepEqual(
      [2, 3, 4].map((generation) => ownsRepository(folder, generation)),
      [false, false, true],
    );
  });

  it('is nobody after a release', async () => {
    await writeFile(join(folder, 'lock', '3.json'), '{"generation":3,"released":true}');
    assert.equal(ownsRepository(folder, 3), false);
  });

  it('is nobody in a folder without a lock', () => {
    assert.equal(ownsRepository(join(folder, 'elsewhere'), 1), false);
  });
});
